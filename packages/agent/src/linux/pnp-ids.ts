import type { Host } from '../host/host.ts';

const FILES = ['/usr/share/hwdata/pnp.ids', '/usr/share/misc/pnp.ids', '/usr/share/libdisplay-info/pnp.ids'];

/** Name of the maker of a screen, where the list of all makers is installed. */
export async function readPnpMaker(host: Host, pnpId: string): Promise<string | null> {
  for (const file of FILES) {
    const list = await host.read(file);
    if (list !== null) return findPnpMaker(list, pnpId);
  }
  return null;
}

/** Lines of three letters, a tab, and the name. */
export function findPnpMaker(list: string, pnpId: string): string | null {
  const at = list.startsWith(`${pnpId}\t`) ? 0 : list.indexOf(`\n${pnpId}\t`) + 1;
  if (at === 0 && !list.startsWith(`${pnpId}\t`)) return null;
  const end = list.indexOf('\n', at);
  return list.slice(at + pnpId.length + 1, end === -1 ? undefined : end).trim() || null;
}
