import { describe, expect, test } from 'vitest';
import { replayHost } from '../testing/replay-host.ts';
import { askFileSystem } from './blkid.ts';
import { readEncryption } from './encryption.ts';
import { decodeSuperblock } from './superblock.ts';

const ID = '3f1c2b4a-5d6e-4f70-8192-a3b4c5d6e7f8';
const idBytes = (ID.replaceAll('-', '').match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));

function image(length: number, parts: Readonly<Record<number, string | readonly number[]>>): Uint8Array {
  const bytes = new Uint8Array(length);
  for (const [at, part] of Object.entries(parts))
    bytes.set(typeof part === 'string' ? new TextEncoder().encode(part) : part, Number(at));
  return bytes;
}

const LUKS = [0x4c, 0x55, 0x4b, 0x53, 0xba, 0xbe];
const luks1 = image(1024, { 0: LUKS, 6: [0, 1], 8: 'aes', 40: 'xts-plain64', 168: ID });
const luks2 = image(16_384, {
  0: LUKS,
  6: [0, 2],
  168: ID,
  4096: '{"segments":{"0":{"encryption":"aes-xts-plain64"}}}',
});

describe('decodeSuperblock()', () => {
  test('reads ext file systems: identifier, label, day of making', () => {
    const ext = image(4096, { 1080: [0x53, 0xef], 1128: idBytes, 1144: 'data', 1288: [0x80, 0x43, 0x6d, 0x38] });
    expect(decodeSuperblock(ext)).toMatchObject({ type: 'ext', uuid: ID, label: 'data', createdOn: '2000-01-01' });
  });

  test('reads XFS', () => {
    const xfs = image(512, { 0: 'XFSB', 32: idBytes, 108: 'scratch' });
    expect(decodeSuperblock(xfs)).toMatchObject({ type: 'xfs', uuid: ID, label: 'scratch' });
  });

  test.each([
    { version: 1, bytes: luks1 },
    { version: 2, bytes: luks2 },
  ])('reads the cipher of LUKS $version', ({ version, bytes }) => {
    expect(decodeSuperblock(bytes)).toMatchObject({
      type: 'luks',
      uuid: ID,
      encryption: { version, cipher: 'aes-xts-plain64' },
    });
  });

  test.each([0, 1, 100, 1500, 4096])('gives nothing for %i bytes of zeros', (length) => {
    expect(decodeSuperblock(new Uint8Array(length))).toBeNull();
  });
});

describe('readEncryption()', () => {
  const base64 = Buffer.from(luks2).toString('base64');
  const host = replayHost({
    files: {
      '/sys/class/block/dm-1/dm/uuid': 'LVM-abc\n',
      '/sys/class/block/dm-0/dm/uuid': 'CRYPT-LUKS2-3f1c2b4a5d6e4f708192a3b4c5d6e7f8-luks\n',
      '/dev/sda3': { base64 },
    },
    folders: { '/sys/class/block/dm-1/slaves': ['dm-0'], '/sys/class/block/dm-0/slaves': ['sda3'] },
  });

  test('finds the encryption below a logical volume', async () => {
    expect(await readEncryption(host, 'dm-1')).toEqual({
      encryptionName: 'dm-crypt',
      encryptionStatus: 'Yes',
      encryptionType: 'LUKS2',
      encryptionAlgorithm: 'aes-xts-plain64',
    });
  });

  test('says nothing of a mapped device that cannot be seen', async () => {
    expect(await readEncryption(replayHost({}), 'dm-7')).toEqual({});
  });

  test('says that a plain partition has none', async () => {
    expect(await readEncryption(host, 'sda1')).toEqual({ encryptionStatus: 'No' });
  });
});

describe('askFileSystem()', () => {
  const commands = { 'blkid /dev/sda1': '/dev/sda1: LABEL="EFI" UUID="1A2B-3C4D" TYPE="vfat"\n' };
  const vfat = { base64: Buffer.alloc(4096).toString('base64') };

  test('asks blkid for what has another head', async () => {
    const host = replayHost({ commands, files: { '/dev/sda1': vfat } });
    expect(await askFileSystem(host, '/dev/sda1')).toEqual({ uuid: '1A2B-3C4D', label: 'EFI' });
  });

  test('asks nobody for what may not be read', async () => {
    expect(await askFileSystem(replayHost({ commands }), '/dev/sda1')).toEqual({ uuid: null, label: null });
  });
});
