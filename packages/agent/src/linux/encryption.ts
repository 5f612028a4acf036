import type { Found } from '../define-collector.ts';
import { type Host, once, readLinkName, readValue } from '../host/host.ts';
import { decodeSuperblock, LUKS2_BYTES, SUPERBLOCK_BYTES, type Superblock } from './superblock.ts';

/** What the head of a block device says; null where it is of something else, undefined without the right to read it. */
export function readSuperblock(host: Host, device: string): Promise<Superblock | null | undefined> {
  return once(host, `superblock ${device}`, async () => {
    const read = (limitBytes: number) => host.readBytes(device, { limitBytes, head: true, device: true });
    const head = await read(SUPERBLOCK_BYTES);
    if (head === null) return undefined;
    const found = decodeSuperblock(head);
    if (found?.encryption?.version !== 2) return found;
    const whole = await read(LUKS2_BYTES);
    return whole === null ? found : decodeSuperblock(whole);
  });
}

type Encryption = Pick<
  Found<'drives'>,
  'encryptionName' | 'encryptionStatus' | 'encryptionAlgorithm' | 'encryptionType'
>;

/** Deeper stacks of mapped devices are none that anybody builds. */
const DEPTH_LIMIT = 8;

/**
 * How a block device (`sda1`, `dm-3`) is encrypted: itself, or anything below it.
 *
 * The kernel's device mapper tells the kind to everybody; the cipher stands in the head of the device below, for root.
 */
export async function readEncryption(host: Host, block: string, depth = 0): Promise<Encryption> {
  const kind = block.startsWith('dm-') ? await readValue(host, `/sys/class/block/${block}/dm/uuid`) : null;
  const below = await host.list(`/sys/class/block/${block}/slaves`);
  const [, scheme] = /^CRYPT-([A-Z0-9]+)/.exec(kind ?? '') ?? [];
  if (scheme !== undefined) {
    const head = below[0] === undefined ? null : await readSuperblock(host, `/dev/${below[0]}`);
    return {
      encryptionName: 'dm-crypt',
      encryptionStatus: 'Yes',
      encryptionType: scheme,
      encryptionAlgorithm: head?.encryption?.cipher ?? null,
    };
  }
  // A mapped device of which the kernel shows nothing may be anything.
  if (depth >= DEPTH_LIMIT || (kind === null && block.startsWith('dm-'))) return {};
  for (const name of below) {
    const found = await readEncryption(host, name, depth + 1);
    if (found.encryptionStatus === 'Yes') return found;
  }
  return depth === 0 ? { encryptionStatus: 'No' } : {};
}

/** Name of the block device behind a path: `/dev/mapper/vg-root` → `dm-0`. */
export async function toBlockName(host: Host, device: string): Promise<string | null> {
  if (!device.startsWith('/dev/')) return null;
  return (await readLinkName(host, device)) ?? device.split('/').at(-1) ?? null;
}
