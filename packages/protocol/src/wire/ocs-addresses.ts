import type { Cell, Row } from '../define-section.ts';
import type { Inventory } from '../inventory.ts';
import { isNothing } from './write-plan.ts';

/** Columns of `networks`: what OCS agents put an address of either kind into, and where an IPv6 one belongs. */
const COLUMNS = [
  ['ip', 'ip6'],
  ['mask', 'mask6'],
  ['subnet', 'subnet6'],
] as const;

type Sections = Inventory['sections'];

/** OCS agents have one field for addresses of both kinds: the IPv6 ones move to where they are looked for. */
export function readOcsAddresses(sections: Sections): Sections {
  return withNetworks(sections, (row) => (isIp6(row.ip) && isNothing(row.ip6) ? moved(row, 0, 1) : row));
}

/** The reverse: an OCS server looks for addresses in one field only. */
export function writeOcsAddresses(sections: Sections): Sections {
  return withNetworks(sections, (row) => (isIp6(row.ip6) && isNothing(row.ip) ? moved(row, 1, 0) : row));
}

const isIp6 = (cell: Cell | undefined) => typeof cell === 'string' && cell.includes(':');

function withNetworks(sections: Sections, change: (row: Row) => Row): Sections {
  return sections.networks === undefined ? sections : { ...sections, networks: sections.networks.map(change) };
}

function moved(row: Row, from: 0 | 1, to: 0 | 1): Row {
  const copy = { ...row };
  for (const pair of COLUMNS) {
    copy[pair[to]] = row[pair[from]] ?? null;
    copy[pair[from]] = null;
  }
  return copy;
}
