import { inventoryXml, packagesOfRound, sendXml } from './documents.ts';
import type { RunningServer } from './server.ts';

type Identity = {
  readonly decisions: readonly { readonly id: number; readonly outcome: string }[];
  readonly merges: readonly { readonly id: number; readonly undoneAt: string | null }[];
};

/** Machines that are nobody's twin, each with software of its own. */
export async function reportMachines(
  server: RunningServer,
  numbers: readonly number[],
  packages: number,
): Promise<void> {
  for (const number of numbers) {
    const xml = inventoryXml({
      deviceId: `merge-${number}-2026-01-01-00-00-00`,
      name: `merge-${number}`,
      sections: { BIOS: [{ SSN: `MERGE${number}7` }], SOFTWARES: packagesOfRound(number, packages) },
    });
    const { status } = await sendXml(server.url, xml);
    if (status !== 200) throw new Error(`Machine ${number} was answered ${status}`);
  }
}

export type Twins = { readonly assetId: number; readonly decisionId: number };

/** One record that two machines reported to, the second with the board of the first; and the decision that took them for one. */
export async function reportTwins(server: RunningServer, packages: number, number = 1): Promise<Twins> {
  const uuid = `4C4C4544-0048-3410-8050-B5C04F52${String(5931 + number)}`;
  const [first, second] = [`first-${number}`, `second-${number}`];
  for (const [deviceId, name, round] of [
    [`${first}-2026-01-01-00-00-00`, first, 1],
    [`${second}-2026-02-02-00-00-00`, second, 2],
  ] as const) {
    const hardware = { NAME: name, OSNAME: 'Debian', MEMORY: 1024 * round, UUID: uuid };
    const bios = { SSN: `5H4PRY${number}` };
    const sections = { HARDWARE: [hardware], BIOS: [bios], SOFTWARES: packagesOfRound(round, packages) };
    const { status } = await sendXml(server.url, inventoryXml({ deviceId, sections }));
    if (status !== 200) throw new Error(`Twin ${name} was answered ${status}`);
  }
  const found = (await server.api.assets()).items.filter(({ name }) => name === first || name === second);
  const [asset] = found;
  if (asset === undefined || found.length !== 1) throw new Error(`Twins ${number} are ${found.length} records`);
  const { decisions } = await server.api.getJson<Identity>(`/assets/${asset.id}/identity`);
  const taken = decisions.find(({ outcome }) => outcome === 'recognised');
  if (taken === undefined) throw new Error('No decision took the second for the first');
  return { assetId: asset.id, decisionId: taken.id };
}

/** Takes back every merge into a record, the last one first. */
export async function undoMerges(server: RunningServer, survivorId: number): Promise<void> {
  const { merges } = await server.api.getJson<Identity>(`/assets/${survivorId}/identity`);
  for (const { id } of merges.filter(({ undoneAt }) => undoneAt === null)) {
    const { status } = await server.api.post(`/merges/${id}/undo`);
    if (status !== 200) throw new Error(`Undoing merge ${id} was answered ${status}`);
  }
}

/** All that a page could show of every record, to be compared as a whole. */
export async function everything({ api }: RunningServer) {
  const { items } = await api.assets('&sort=id');
  return await Promise.all(
    items.map(async ({ id }) => ({
      detail: await api.asset(id),
      software: await api.allRows(id, 'software'),
      bios: await api.allRows(id, 'bios'),
      changes: (await api.changes(id)).total,
      identity: await api.getJson(`/assets/${id}/identity`),
    })),
  );
}
