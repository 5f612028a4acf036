import type { createServices } from '@muster/server';
import { departments, sites } from './sites.ts';

type Services = ReturnType<typeof createServices>;

const doer = { actor: 'simulator', address: null };

/** Administrative fields, as agents of the fleet hold values of them. Before the machines report. */
export async function addAdminFields({ admin }: Services): Promise<void> {
  const known = new Set((await admin.fields.list()).map(({ name }) => name));
  const field = { choices: [], default: null, takeOver: false };
  const choices = (labels: readonly string[]) => [...new Set(labels)].map((en) => ({ label: { en, fr: null } }));
  const wanted = [
    {
      ...field,
      name: 'SITE',
      type: 'select' as const,
      label: { en: 'Site', fr: 'Site' },
      tab: '',
      choices: choices(sites.map(({ name }) => name)),
    },
    {
      ...field,
      name: 'DEPARTMENT',
      type: 'select' as const,
      label: { en: 'Department', fr: 'Service' },
      tab: '',
      choices: choices(departments),
    },
    { ...field, name: 'OWNER', type: 'text' as const, label: { en: 'Owner', fr: 'Détenteur' }, tab: '' },
    {
      ...field,
      name: 'PURCHASED',
      type: 'date' as const,
      label: { en: 'Purchased on', fr: 'Date d’achat' },
      tab: 'Purchase',
    },
    {
      ...field,
      name: 'WARRANTY',
      type: 'date' as const,
      label: { en: 'Warranty until', fr: 'Garantie jusqu’au' },
      tab: 'Purchase',
    },
  ];
  for (const one of wanted) if (!known.has(one.name)) await admin.fields.create(one, doer);
}

/** Names of networks, groups, stored searches and the archive. After the machines have reported. */
export async function addSurroundings(
  services: Services,
  { retired, userId }: { readonly retired: readonly number[]; readonly userId: number | null },
): Promise<void> {
  for (const site of sites) {
    for (const floor of [1, 2, 3]) {
      const network = {
        address: `10.${site.network}.${floor}.0`,
        mask: '24',
        name: `${site.name} ${floor}`,
        site: site.name,
        tag: '',
        comment: '',
      };
      await services.discovery.networks.ensure(network);
    }
  }
  for (let i = 0; i < retired.length; i += 500)
    await services.lifecycle.archive.archiveMany(retired.slice(i, i + 500), doer);
  await addGroups(services);
  if (userId !== null) await addSearches(services, userId);
}

const groups = [
  { name: 'Windows 10', description: 'To be replaced before its support ends.', query: 'os:"Windows 10"' },
  {
    name: 'Servers',
    description: 'All that serves, on metal and virtual.',
    query: 'os:("Windows Server", Debian, "Red Hat")',
  },
  { name: 'Little memory', description: '', query: 'memory<8GB' },
  {
    name: 'Nearly full',
    description: 'A file system has less than a tenth free.',
    query: 'has drive(freePercent<10%)',
  },
  { name: 'Silent for a month', description: '', query: 'lastseen>30d' },
  { name: 'Paris', description: '', query: 'tag:PAR' },
] as const;

async function addGroups({ groups: room, search, lists }: Services): Promise<void> {
  const known = new Set((await room.names()).map(({ label }) => label));
  for (const { name, description, query } of groups) {
    if (known.has(name)) continue;
    const { tree } = await search.checkQuery(query);
    await room.create({ name, description, tree }, doer);
  }
  if (known.has('Pilot')) return;
  const pilot = await room.create({ name: 'Pilot', description: 'Gets everything first.', tree: null }, doer);
  const { items } = await lists.list({ kind: 'computer', limit: 50, offset: 0, sort: ['name'], columns: [] });
  await room.changeMembers(pilot.id, { action: 'include', assetIds: items.map(({ id }) => id) }, doer);
}

const searches = [
  { name: 'OpenSSL before 3.0.14', query: 'software:openssl<3.0.14' },
  { name: 'Chrome missing on Windows', query: 'os:windows not software:"Google Chrome"' },
  { name: 'Warranty over', query: 'admin.WARRANTY>1d' },
  { name: 'Not seen for 30 days', query: 'lastseen>30d' },
] as const;

async function addSearches({ search, storedSearches }: Services, userId: number): Promise<void> {
  const known = new Set((await storedSearches.list(userId, { limit: 500, offset: 0 })).items.map(({ name }) => name));
  for (const { name, query } of searches) {
    if (known.has(name)) continue;
    const { tree } = await search.checkQuery(query);
    await storedSearches.create(userId, { name, description: '', shared: true, tree, query }, doer);
  }
}
