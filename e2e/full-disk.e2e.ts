import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { inventoryXml, packagesOfRound, sendXml } from './testing/documents.ts';
import { journey, linux, superuser } from './testing/journey.ts';
import { serverForThisTest } from './testing/server.ts';

const DISK_MIB = 48;

/** A small disk of its own, gone at the end of the test. */
async function smallDisk(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-e2e-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m`, 'tmpfs', folder]);
  onTestFinished(async () => {
    execFileSync('umount', ['--lazy', folder]);
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}

const machine = (round: number) =>
  inventoryXml({
    deviceId: 'full-2026-01-01-00-00-00',
    name: 'full',
    sections: { SOFTWARES: packagesOfRound(round, 3000) },
  });

journey(
  'a full disk refuses inventories, loses nothing, and is forgotten when there is room again',
  { needs: [linux, superuser], timeoutMs: 120_000 },
  async () => {
    const disk = await smallDisk();
    const server = await serverForThisTest({ database: join(disk, 'muster.db') });
    expect((await sendXml(server.url, machine(1))).status).toBe(200);

    const { bavail, bsize } = await statfs(disk);
    const filler = join(disk, 'filler');
    await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - 64 * 1024)));
    const refused = await sendXml(server.url, machine(2));
    expect(refused.status).toBeGreaterThanOrEqual(500);
    const [asset] = (await server.api.assets()).items;
    const before = await server.api.allRows(asset?.id ?? 0, 'software');
    expect(before).toHaveLength(3000);
    expect(new Set(before.map(({ version }) => version))).toEqual(new Set(['1.0']));

    await rm(filler);
    expect((await sendXml(server.url, machine(3))).status).toBe(200);
    const after = await server.api.allRows(asset?.id ?? 0, 'software');
    expect(new Set(after.map(({ version }) => version))).toEqual(new Set(['3.0']));
  },
);
