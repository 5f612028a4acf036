import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '@muster/peers';
import { expect } from 'vitest';
import { file, journey, postgres } from './testing/journey.ts';
import { loadGenerator } from './testing/paths.ts';
import { type EngineName, type RunningServer, serverForThisTest } from './testing/server.ts';
import { temporaryFolder } from './testing/temporary.ts';

/** Computers of each round; enough for every connection to send several. */
const COMPUTERS: Readonly<Record<number, number>> = { 1: 30, 8: 100, 64: 200 };

for (const engine of ['sqlite', 'postgres'] satisfies EngineName[]) {
  journey(
    `every inventory that was answered is whole, whether 1, 8 or 64 computers report at once (${engine})`,
    { needs: [file(loadGenerator), ...(engine === 'postgres' ? [postgres] : [])] },
    async () => {
      const server = await serverForThisTest({ engine });
      const folder = await temporaryFolder();
      let known = 0;
      for (const concurrency of [1, 8, 64]) {
        const fleet = { server, folder, concurrency, n: COMPUTERS[concurrency] ?? 0 };
        await expectWhole(server, await play('new', fleet));
        known += fleet.n;
        expect((await server.api.assets()).total).toBe(known);
        await expectWhole(server, await play('same', fleet));
        await expectWhole(server, await play('changed', fleet));
        expect((await server.api.assets()).total).toBe(known);
      }
    },
  );
}

type Fleet = {
  readonly server: RunningServer;
  readonly folder: string;
  readonly concurrency: number;
  readonly n: number;
};
type Manifest = Readonly<Record<string, number>>;

/** Plays a fleet; what was sent, by device id. All of it must have been answered as a success. */
async function play(mode: 'new' | 'same' | 'changed', { server, folder, concurrency, n }: Fleet): Promise<Manifest> {
  const manifest = join(folder, `${mode}-${concurrency}.json`);
  const options = { url: `${server.url}/ocsinventory`, mode, n, concurrency, fleet: concurrency, manifest };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const { code, stdout, stderr } = await runProgram(process.execPath, [loadGenerator, ...args], { timeoutMs: 600_000 });
  expect(code, `${stdout}${stderr}`).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ ok: n, failed: 0 });
  return JSON.parse(await readFile(manifest, 'utf8')) as Manifest; // the generator writes numbers by device id
}

/** Each machine has as many software rows as were sent, told by the list and by the rows themselves. */
async function expectWhole({ api }: RunningServer, manifest: Manifest): Promise<void> {
  const { items } = await api.assets();
  const counts = Object.fromEntries(items.map(({ deviceId, softwareCount }) => [deviceId, softwareCount]));
  expect(Object.fromEntries(Object.keys(manifest).map((deviceId) => [deviceId, counts[deviceId]]))).toEqual(manifest);
  for (const { id, deviceId } of items.slice(0, 20)) {
    const sent = manifest[deviceId];
    if (sent !== undefined) expect((await api.rows(id, 'software', 'limit=1')).total).toBe(sent);
  }
}
