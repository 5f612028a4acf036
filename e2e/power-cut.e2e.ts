import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { inventoryXml, packagesOfRound, sendXml } from './testing/documents.ts';
import { journey, postgres } from './testing/journey.ts';
import { type EngineName, type RunningServer, serverForThisTest } from './testing/server.ts';

const PACKAGES = 300;
const DEVICE_ID = 'cut-2026-01-01-00-00-00';

/** A machine that is another one in every round: each section says which. */
function machineOfRound(round: number): string {
  return inventoryXml({
    deviceId: DEVICE_ID,
    sections: {
      HARDWARE: [{ NAME: 'cut', MEMORY: 1000 + round, OSNAME: 'Debian', OSVERSION: `${round}` }],
      BIOS: [{ SSN: 'CUT7701', BVERSION: `bios-${round}`, SMANUFACTURER: 'Maker' }],
      DRIVES: [{ TYPE: '/', VOLUMN: '/dev/sda1', FILESYSTEM: `fs${round}`, TOTAL: 1000 }],
      SOFTWARES: packagesOfRound(round, PACKAGES),
    },
  });
}

const rounds: Readonly<Record<EngineName, number>> = { sqlite: 100, postgres: 15 };

for (const engine of ['sqlite', 'postgres'] satisfies EngineName[]) {
  journey(
    `the server is killed ${rounds[engine]} times while it receives, and a machine is never half stored (${engine})`,
    { needs: engine === 'postgres' ? [postgres] : [], timeoutMs: 1_800_000 },
    async () => {
      let server = await serverForThisTest({ engine });
      const { took } = await receive(server, 0);
      let stored = 0;
      const outcomes = { old: 0, new: 0, answered: 0 };
      for (let round = 1; round <= rounds[engine]; round += 1) {
        // From the first byte to some time after the answer, evenly. A server that has just started is several times slower.
        const delayMs = (took * 5 * ((round - 1) % 20)) / 20;
        const answer = receive(server, round).catch(() => null);
        // The first is cut off before anything is sent, the last when all is answered: either end is seen, on any machine.
        if (round === rounds[engine]) await answer;
        else await sleep(delayMs);
        await server.kill();
        const answered = (await answer)?.status === 200;
        server = await server.restart();
        const now = await roundOf(server);
        expect([stored, round], `round ${round}, killed after ${delayMs.toFixed(1)} ms`).toContain(now);
        if (answered) expect(now, `round ${round} was answered, so it is there`).toBe(round);
        outcomes[now === round ? 'new' : 'old'] += 1;
        if (answered) outcomes.answered += 1;
        await expectHistory(server, stored, now);
        stored = now;
      }
      await server.kill();
      console.log(`power cuts (${engine}): ${JSON.stringify({ receptionMs: Math.round(took), ...outcomes })}`);
      // A test that always hits the same state shows nothing.
      expect(Math.min(outcomes.old, outcomes.new)).toBeGreaterThan(0);
    },
  );
}

async function receive(server: RunningServer, round: number): Promise<{ status: number; took: number }> {
  const begin = performance.now();
  const { status } = await sendXml(server.url, machineOfRound(round));
  return { status, took: performance.now() - begin };
}

/** The one round that all of the machine is of. */
async function roundOf(server: RunningServer): Promise<number> {
  const { items, total } = await server.api.assets();
  expect(total).toBe(1);
  const id = items[0]?.id ?? 0;
  const software = await server.api.allRows(id, 'software');
  expect(software).toHaveLength(PACKAGES);
  const [bios] = await server.api.allRows(id, 'bios');
  const [drive] = await server.api.allRows(id, 'drives');
  const told = new Set([
    ...software.map(({ version }) => Number.parseInt(String(version), 10)),
    Number(String(bios?.biosVersion).replace('bios-', '')),
    Number(String(drive?.fileSystem).replace('fs', '')),
  ]);
  expect([...told], 'all sections are of one round').toHaveLength(1);
  const asset = await server.api.asset(id);
  expect(asset.softwareCount).toBe(PACKAGES);
  expect(asset.sections.find(({ name }) => name === 'software')?.count).toBe(PACKAGES);
  return [...told][0] ?? -1;
}

/** What changed is told wholly or not at all. */
async function expectHistory(server: RunningServer, stored: number, now: number): Promise<void> {
  const id = (await server.api.assets()).items[0]?.id ?? 0;
  // Newest first; a round writes at most two entries for each package.
  const { items } = await server.api.changes(id, 'limit=500&section=software');
  const told = items.filter(({ after }) => Number.parseInt(String(after?.version), 10) === now);
  if (now !== stored) expect(told, `history of round ${now}`).toHaveLength(PACKAGES);
  const ahead = items.filter(({ after }) => Number.parseInt(String(after?.version), 10) > now);
  expect(ahead).toEqual([]);
}
