import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { journey, postgres } from './testing/journey.ts';
import { type EngineName, type RunningServer, serverForThisTest } from './testing/server.ts';
import { reportTwins, type Twins } from './testing/twins.ts';

/** Records to be split, a server killed for each. */
const RECORDS = 10;
const PACKAGES = 800;

for (const engine of ['sqlite', 'postgres'] satisfies EngineName[]) {
  journey(
    `the server is killed while records are split, each of which is done wholly or not at all (${engine})`,
    { needs: engine === 'postgres' ? [postgres] : [], timeoutMs: 1_800_000 },
    async () => {
      let server = await serverForThisTest({ engine });
      const records: Twins[] = [];
      for (let number = 1; number <= RECORDS; number += 1) records.push(await reportTwins(server, PACKAGES, number));
      const outcomes = { none: 0, all: 0 };
      let tookMs = 0;
      for (const [i, { assetId, decisionId }] of records.entries()) {
        const begin = performance.now();
        const asked = server.api.post(`/assets/${assetId}/split`, { decisionId }).then(
          () => performance.now() - begin,
          () => null,
        );
        // The first is waited for; then from the first byte on, and later each time. A server that has just started is slower.
        if (i === 0) tookMs = (await asked) ?? 0;
        else await sleep((tookMs * 4 * (i - 1)) / RECORDS);
        await server.kill();
        const wasAnswered = (await asked) !== null;
        server = await server.restart();
        const made = await expectWhole(server, assetId, i + 1);
        if (wasAnswered) expect(made, 'a split that was answered is there').toBe(true);
        outcomes[made ? 'all' : 'none'] += 1;
        // What was cut off can be asked for again.
        if (!made) expect((await server.api.post(`/assets/${assetId}/split`, { decisionId })).status).toBe(201);
        expect(await expectWhole(server, assetId, i + 1)).toBe(true);
      }
      console.log(
        `splits under power cuts (${engine}): ${JSON.stringify({ tookMs: Math.round(tookMs), ...outcomes })}`,
      );
      await server.kill();
    },
  );
}

/**
 * @returns Whether the record is parted: then each half has what its machine reported first, and no change since; else it has all
 * of the second, and what changed when that was taken for the first.
 */
async function expectWhole(server: RunningServer, assetId: number, number: number): Promise<boolean> {
  const names = [`first-${number}`, `second-${number}`];
  const found = (await server.api.assets('&sort=id')).items.filter(({ name }) => names.includes(name));
  const told: unknown[] = [];
  for (const { id, name, softwareCount } of found) {
    const software = await server.api.allRows(id, 'software');
    const changes = await server.api.changes(id, 'limit=500&section=software');
    const versions = [...new Set(software.map(({ version }) => version))];
    told.push([name, softwareCount, software.length, versions, changes.total > 0]);
  }
  if (found.length === 1) expect(found[0]?.id).toBe(assetId);
  const second = [names[1], PACKAGES, PACKAGES, ['2.0']];
  if (found.length === 1) expect(told).toEqual([[...second, true]]);
  else {
    expect(told).toEqual([
      [names[0], PACKAGES, PACKAGES, ['1.0'], false],
      [...second, false],
    ]);
  }
  return found.length === 2;
}
