import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { journey, postgres } from './testing/journey.ts';
import { type EngineName, serverForThisTest } from './testing/server.ts';
import { reportMachines, undoMerges } from './testing/twins.ts';

const ROUNDS = 12;

for (const engine of ['sqlite', 'postgres'] satisfies EngineName[]) {
  journey(
    `the server is killed while records are merged, which is done wholly or not at all (${engine})`,
    { needs: engine === 'postgres' ? [postgres] : [] },
    async () => {
      let server = await serverForThisTest({ engine });
      await reportMachines(server, [1, 2, 3, 4], 100);
      const ids = (await server.api.assets('&sort=id')).items.map(({ id }) => id);
      expect(ids).toHaveLength(4);
      const [survivorId = 0, ...mergedIds] = ids;
      const outcomes = { none: 0, all: 0 };
      for (let round = 0; round < ROUNDS; round += 1) {
        const asked = server.api.post('/merges', { survivorId, mergedIds }).catch(() => null);
        await sleep((round % 6) * 40);
        await server.kill();
        await asked;
        server = await server.restart();
        const left = (await server.api.assets()).total;
        expect([4, 1], `round ${round}`).toContain(left);
        outcomes[left === 1 ? 'all' : 'none'] += 1;
        if (left === 1) await undoMerges(server, survivorId);
        expect((await server.api.assets()).total).toBe(4);
      }
      console.log(`merges under power cuts (${engine}): ${JSON.stringify(outcomes)}`);
    },
  );
}
