import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { type Host, readValue } from '../../host/host.ts';
import { toDateTime } from '../../linux/date-times.ts';

type License = Found<'licenseInfos'>;

/** Subscriptions of distributions: what else is licensed on Linux keeps its licences in as many ways as there are makers. */
export const linuxLicenseInfos = defineCollector({
  name: 'linux/license-infos',
  section: sections.licenseInfos,
  platforms: ['linux'],
  async collect(host) {
    const found = await Promise.all([readUbuntuPro(host), readProxmox(host), readRedHat(host), readSuse(host)]);
    const known = found.filter((license) => license !== null);
    return known.length === 0 ? null : known;
  },
});

async function readUbuntuPro(host: Host): Promise<License | null> {
  const text = await host.read('/var/lib/ubuntu-advantage/status.json');
  return text === null ? null : parseUbuntuPro(text);
}

type UbuntuStatus = {
  readonly attached?: boolean;
  readonly effective?: string | null;
  readonly contract?: { readonly id?: string; readonly name?: string };
  readonly services?: readonly { readonly name?: string; readonly status?: string }[];
};

/** What the client of Ubuntu Pro remembers; null where the machine is not attached. */
export function parseUbuntuPro(json: string): License | null {
  let status: UbuntuStatus;
  try {
    status = JSON.parse(json) as UbuntuStatus; // safe: each value is checked where it is used
  } catch {
    return null;
  }
  if (status?.attached !== true) return null;
  const services = Array.isArray(status.services) ? status.services : [];
  const since = new Date(status.effective ?? Number.NaN);
  return {
    name: 'Ubuntu Pro',
    fullName: status.contract?.name ?? 'Ubuntu Pro',
    productId: status.contract?.id ?? null,
    components: services
      .filter((service) => service.status === 'enabled')
      .map(({ name }) => name)
      .join('/'),
    activatedAt: Number.isNaN(since.getTime()) ? null : toDateTime(since),
  };
}

/** First line the key, then what the server of Proxmox signed, in base 64. */
async function readProxmox(host: Host): Promise<License | null> {
  const key = await readValue(host, '/etc/subscription');
  if (key === null || !/^p\w+-\w{10,}$/i.test(key)) return null;
  const [, level = ''] = /^p\w*\d+([a-z])-/i.exec(key) ?? [];
  const levels: Readonly<Record<string, string>> = { c: 'Community', b: 'Basic', s: 'Standard', p: 'Premium' };
  return { name: 'Proxmox', fullName: `Proxmox ${levels[level.toLowerCase()] ?? 'subscription'}`, productKey: key };
}

/** Number of the machine in the customer portal; certificates of what it may use have numbers for names. */
async function readRedHat(host: Host): Promise<License | null> {
  const names = await host.list('/etc/pki/consumer');
  if (!names.includes('cert.pem')) return null;
  const entitlements = (await host.list('/etc/pki/entitlement')).filter((name) => /^\d+\.pem$/.test(name));
  return {
    name: 'Red Hat Subscription',
    fullName: 'Red Hat Subscription',
    components: entitlements.map((name) => name.replace('.pem', '')).join('/'),
  };
}

async function readSuse(host: Host): Promise<License | null> {
  const text = await host.read('/etc/zypp/credentials.d/SCCcredentials');
  const [, productId] = /^username\s*=\s*(\S+)/m.exec(text ?? '') ?? [];
  return productId === undefined ? null : { name: 'SUSE Customer Center', fullName: 'SUSE subscription', productId };
}
