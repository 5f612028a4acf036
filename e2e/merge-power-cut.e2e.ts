import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { inventoryXml, packagesOfRound, sendXml } from './testing/documents.ts';
import { journey, postgres } from './testing/journey.ts';
import { type EngineName, type RunningServer, serverForThisTest } from './testing/server.ts';

const ROUNDS = 12;

for (const engine of ['sqlite', 'postgres'] satisfies EngineName[]) {
  journey(
    `the server is killed while records are merged, which is done wholly or not at all (${engine})`,
    { needs: engine === 'postgres' ? [postgres] : [], timeoutMs: 300_000 },
    async () => {
      let server = await serverForThisTest({ engine });
      for (const number of [1, 2, 3, 4]) await sendXml(server.url, machine(number));
      const ids = (await server.api.assets('&sort=id')).items.map(({ id }) => id);
      expect(ids).toHaveLength(4);
      const [survivorId = 0, ...mergedIds] = ids;
      const outcomes = { none: 0, all: 0 };
      for (let round = 0; round < ROUNDS; round += 1) {
        const asked = post(server, '/merges', { survivorId, mergedIds }).catch(() => null);
        await sleep((round % 6) * 40);
        await server.kill();
        await asked;
        server = await server.restart();
        const left = (await server.api.assets()).total;
        expect([4, 1], `round ${round}`).toContain(left);
        outcomes[left === 1 ? 'all' : 'none'] += 1;
        if (left === 1) await undoAll(server, survivorId);
        expect((await server.api.assets()).total).toBe(4);
      }
      console.log(`merges under power cuts (${engine}): ${JSON.stringify(outcomes)}`);
    },
  );
}

const machine = (number: number) =>
  inventoryXml({
    deviceId: `merge-${number}-2026-01-01-00-00-00`,
    name: `merge-${number}`,
    sections: { BIOS: [{ SSN: `MERGE${number}7` }], SOFTWARES: packagesOfRound(number, 100) },
  });

async function undoAll(server: RunningServer, survivorId: number): Promise<void> {
  type Identity = { merges: { id: number; undoneAt: string | null }[] };
  const { merges } = await server.api.getJson<Identity>(`/assets/${survivorId}/identity`);
  for (const { id } of merges.filter(({ undoneAt }) => undoneAt === null)) {
    expect((await post(server, `/merges/${id}/undo`, undefined)).status).toBe(200);
  }
}

function post(server: RunningServer, path: string, body: unknown): Promise<Response> {
  return fetch(`${server.url}/api/v1${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${server.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
