import type { Found } from '../define-collector.ts';
import { type Host, readNumber, readValue } from '../host/host.ts';

/** Arrays that the kernel makes of disks (`md`), as `/sys` tells of them. */
export async function readArrays(host: Host, blocks: readonly string[]): Promise<Found<'storages'>[]> {
  const names = blocks.filter((name) => /^md\d|^md_/.test(name));
  const found = await Promise.all(names.map((name) => readArray(host, name)));
  return found.filter((array) => array !== null);
}

async function readArray(host: Host, name: string): Promise<Found<'storages'> | null> {
  const folder = `/sys/block/${name}`;
  const [level, state, degraded, count, sectors, uuid, metadata, members] = await Promise.all([
    readValue(host, `${folder}/md/level`),
    readValue(host, `${folder}/md/array_state`),
    readNumber(host, `${folder}/md/degraded`),
    readNumber(host, `${folder}/md/raid_disks`),
    readNumber(host, `${folder}/size`),
    readValue(host, `${folder}/md/uuid`),
    readValue(host, `${folder}/md/metadata_version`),
    host.list(`${folder}/slaves`),
  ]);
  if (level === null || state === null || state === 'clear') return null;
  return {
    name,
    manufacturer: 'Linux',
    model: `${level}, ${count ?? members.length} devices: ${members.join(' ')}`,
    description: 'Software RAID',
    type: 'raid',
    size: sectors === null || sectors === 0 ? null : Math.floor((sectors * 512) / 1e6),
    serial: uuid,
    firmware: metadata,
    health: (degraded ?? 0) > 0 ? 'degraded' : state,
  };
}
