import { toDate } from './date-times.ts';

/** What the head of a disk or partition says of what is on it. */
export type Superblock = {
  readonly type: 'ext' | 'xfs' | 'luks';
  readonly uuid: string | null;
  readonly label: string | null;
  /** When the file system was made; ext only. */
  readonly createdOn: string | null;
  /** Of LUKS: version, cipher with its mode. */
  readonly encryption: { readonly version: 1 | 2; readonly cipher: string | null } | null;
};

/** Enough for all but LUKS2. Not more: LUKS1 may keep its keys right behind. */
export const SUPERBLOCK_BYTES = 4096;
/** The description of LUKS2 begins at 4096; its keys are not before 16 KiB. */
export const LUKS2_BYTES = 16 * 1024;

/** Null where the head is of something else. */
export function decodeSuperblock(bytes: Uint8Array): Superblock | null {
  return decodeLuks(bytes) ?? decodeXfs(bytes) ?? decodeExt(bytes);
}

const text = (bytes: Uint8Array, from: number, length: number): string | null =>
  new TextDecoder('utf-8')
    .decode(bytes.subarray(from, from + length))
    .split('\0', 1)[0]
    ?.trim() || null;

const startsWith = (bytes: Uint8Array, at: number, magic: readonly number[]) =>
  magic.every((byte, offset) => bytes[at + offset] === byte);

function formatUuid(bytes: Uint8Array): string | null {
  if (bytes.length < 16 || bytes.every((byte) => byte === 0)) return null;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const EXT_MAGIC = [0x53, 0xef];

/** Source: Documentation/filesystems/ext4/super.rst. */
function decodeExt(bytes: Uint8Array): Superblock | null {
  if (!startsWith(bytes, 1024 + 0x38, EXT_MAGIC) || bytes.length < 2048) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + 1024, 1024);
  // A byte of its own has what does not fit: 32 bits end in 2106.
  const madeS = view.getUint32(0x108, true) + view.getUint8(0x278) * 2 ** 32;
  return {
    type: 'ext',
    uuid: formatUuid(bytes.subarray(1024 + 0x68, 1024 + 0x78)),
    label: text(bytes, 1024 + 0x78, 16),
    createdOn: madeS > 0 ? toDate(new Date(madeS * 1000)) : null,
    encryption: null,
  };
}

const XFS_MAGIC = [0x58, 0x46, 0x53, 0x42];

/** Source: XFS Algorithms & Data Structures, "Superblocks". */
function decodeXfs(bytes: Uint8Array): Superblock | null {
  if (!startsWith(bytes, 0, XFS_MAGIC)) return null;
  const uuid = formatUuid(bytes.subarray(32, 48));
  return { type: 'xfs', uuid, label: text(bytes, 108, 12), createdOn: null, encryption: null };
}

const LUKS_MAGIC = [0x4c, 0x55, 0x4b, 0x53, 0xba, 0xbe];

/** Source: LUKS1 On-Disk Format Specification; LUKS2 On-Disk Format Specification. */
function decodeLuks(bytes: Uint8Array): Superblock | null {
  if (!startsWith(bytes, 0, LUKS_MAGIC)) return null;
  const version = bytes[7] === 2 ? 2 : 1;
  const uuid = text(bytes, 168, 40);
  if (version === 2)
    return {
      type: 'luks',
      uuid,
      label: text(bytes, 24, 48),
      createdOn: null,
      encryption: { version, cipher: cipherOf(bytes) },
    };
  const cipher = [text(bytes, 8, 32), text(bytes, 40, 32)].filter((part) => part !== null).join('-') || null;
  return { type: 'luks', uuid, label: null, createdOn: null, encryption: { version, cipher } };
}

/** Of the first segment in the JSON behind the binary header. */
function cipherOf(bytes: Uint8Array): string | null {
  return /"encryption"\s*:\s*"([\w-]+)"/.exec(text(bytes, 4096, bytes.length - 4096) ?? '')?.[1] ?? null;
}
