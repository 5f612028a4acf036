import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { inventoryXml, packagesOfRound, sendXml } from './testing/documents.ts';
import { journey, linux, superuser } from './testing/journey.ts';
import { muster, type RunningServer, serverForThisTest } from './testing/server.ts';
import { enginesOnSmallDisks, smallDisk } from './testing/small-disk.ts';
import { temporaryFolder } from './testing/temporary.ts';
import { everything, reportMachines, reportTwins, undoMerges } from './testing/twins.ts';

const needs = [linux, superuser];

/** Room that is enough to begin with something, and not to end it. */
const LITTLE_KIB = 64;

for (const engine of enginesOnSmallDisks) {
  journey(
    `a full disk refuses inventories, loses nothing, and is forgotten when there is room again (${engine})`,
    { needs },
    async () => {
      const disk = await smallDisk(engine);
      const server = await serverForThisTest({ database: disk.database });
      expect((await sendXml(server.url, machine(0, 1, 3_000))).status).toBe(200);
      await disk.fill(LITTLE_KIB);
      const refused = await sendXml(server.url, machine(0, 2, 3_000));
      expect(refused.status).toBe(507);
      expect(refused.headers['muster-error']).toBe('DISK_FULL');
      await expectRounds(server, new Map([[0, 1]]), 3_000);

      await disk.makeRoom();
      expect((await sendXml(server.url, machine(0, 3, 3_000))).status).toBe(200);
      await expectRounds(server, new Map([[0, 3]]), 3_000);
    },
  );

  journey(
    `of machines that report at once to a full disk, those that were answered are stored and the others are not (${engine})`,
    { needs },
    async () => {
      const disk = await smallDisk(engine);
      const server = await serverForThisTest({ database: disk.database });
      const numbers = Array.from({ length: 24 }, (_, i) => i);
      for (const number of numbers) expect((await sendXml(server.url, machine(number, 1, 100))).status).toBe(200);
      let refused = 0;
      for (const [round, leaveKiB] of [400, 900, 1_500].entries()) {
        const before = await roundsOf(server, 100);
        await disk.fill(leaveKiB);
        const answers = await Promise.all(
          numbers.map((number) => sendXml(server.url, machine(number, round + 2, 100))),
        );
        const wanted = new Map(numbers.map((n) => [n, answers[n]?.status === 200 ? round + 2 : (before.get(n) ?? 0)]));
        refused += answers.filter(({ status }) => status !== 200).length;
        await disk.makeRoom();
        await expectRounds(server, wanted, 100);
      }
      expect(refused).toBeGreaterThan(0);
    },
  );

  journey(`records are merged on a full disk wholly or not at all (${engine})`, { needs }, async () => {
    const disk = await smallDisk(engine);
    const server = await serverForThisTest({ database: disk.database });
    await reportMachines(server, [1, 2, 3, 4], 200);
    for (const number of [2, 3, 4]) await addHistory(server, number);
    const before = await everything(server);
    const [survivorId = 0, ...mergedIds] = before.map(({ detail }) => detail.id);
    await disk.fill(0);
    const refused = await server.api.post('/merges', { survivorId, mergedIds });
    expect(await codeOf(refused)).toBe('DISK_FULL');
    expect(await everything(server)).toEqual(before);

    await disk.makeRoom();
    expect((await server.api.post('/merges', { survivorId, mergedIds })).status).toBe(201);
    expect((await server.api.assets()).total).toBe(1);
    await undoMerges(server, survivorId);
    expect((await server.api.assets()).total).toBe(4);
  });

  journey(`a record is split on a full disk wholly or not at all (${engine})`, { needs }, async () => {
    const disk = await smallDisk(engine);
    const server = await serverForThisTest({ database: disk.database });
    const { assetId, decisionId } = await reportTwins(server, 2_000);
    const before = await everything(server);
    await disk.fill(LITTLE_KIB);
    const refused = await server.api.post(`/assets/${assetId}/split`, { decisionId });
    expect(await codeOf(refused)).toBe('DISK_FULL');
    expect(await everything(server)).toEqual(before);

    await disk.makeRoom();
    expect((await server.api.post(`/assets/${assetId}/split`, { decisionId })).status).toBe(201);
    const after = await everything(server);
    expect(after.map(({ detail, software }) => [detail.name, software.length])).toEqual([
      ['first-1', 2_000],
      ['second-1', 2_000],
    ]);
  });

  journey(
    `files are imported to a full disk wholly or not at all, by command and by API (${engine})`,
    { needs },
    async () => {
      const disk = await smallDisk(engine);
      const server = await serverForThisTest({ database: disk.database });
      const folder = await temporaryFolder();
      const numbers = Array.from({ length: 12 }, (_, i) => i);
      for (const number of numbers) await writeFile(join(folder, `${100 + number}.xml`), machine(number, 1, 800));
      const importAll = () => muster(['import', folder, '--data', server.dataDir, '--database', disk.database]);
      // The first machine brings the titles that all have: what is left then is enough for a few more.
      expect((await sendXml(server.url, machine(0, 1, 800))).status).toBe(200);
      await disk.fill(300);
      const cut = await importAll();
      expect(cut.code, cut.stderr).toBe(1);
      expect(cut.stderr).toMatch(/\.xml: Cannot store anything: the disk is full .*DISK_FULL/);
      const imported = Number(/^Imported (\d+), failed (\d+)/m.exec(cut.stdout)?.[1]);
      expect(imported).toBeLessThan(12);
      const stored = await roundsOf(server, 800);
      expect(stored.size).toBeLessThan(12);

      await disk.fill(0);
      const uploaded = await fetch(`${server.url}/api/v1/imports`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/xml' },
        // More than fits into what the database took of the disk before.
        body: machine(99, 1, 20_000),
      });
      // The report itself is an entry of the audit trail, for which there may be no room either.
      if (uploaded.status === 200) {
        expect(await uploaded.json()).toMatchObject({ imported: 0, failed: [{ code: 'DISK_FULL' }] });
      } else expect(await codeOf(uploaded)).toBe('DISK_FULL');
      expect(await roundsOf(server, 800)).toEqual(stored);

      await disk.makeRoom();
      const whole = await importAll();
      expect(whole.code, whole.stderr).toBe(0);
      await expectRounds(server, new Map(numbers.map((number) => [number, 1])), 800);
    },
  );
}

/** A machine that is another one in every round; all rounds have as many packages. */
function machine(number: number, round: number, packages: number): string {
  return inventoryXml({
    deviceId: `full-${number}-2026-01-01-00-00-00`,
    name: `full-${number}`,
    sections: { BIOS: [{ SSN: `FULL${number}77` }], SOFTWARES: packagesOfRound(round, packages) },
  });
}

/** The one round that all software of each machine is of. */
async function roundsOf({ api }: RunningServer, packages: number): Promise<Map<number, number>> {
  const rounds = new Map<number, number>();
  for (const { id, name, softwareCount } of (await api.assets()).items) {
    const software = await api.allRows(id, 'software');
    const told = [...new Set(software.map(({ version }) => Number.parseInt(String(version), 10)))];
    expect([name, softwareCount, software.length, told.length]).toEqual([name, packages, packages, 1]);
    rounds.set(Number(name.replace('full-', '')), told[0] ?? 0);
  }
  return rounds;
}

async function expectRounds(
  server: RunningServer,
  wanted: ReadonlyMap<number, number>,
  packages: number,
): Promise<void> {
  expect(await roundsOf(server, packages)).toEqual(wanted);
}

/** More than one page of changes, so that moving them writes more than what is left. */
async function addHistory(server: RunningServer, number: number): Promise<void> {
  const xml = inventoryXml({
    deviceId: `merge-${number}-2026-01-01-00-00-00`,
    name: `merge-${number}`,
    sections: { BIOS: [{ SSN: `MERGE${number}7` }], SOFTWARES: packagesOfRound(90 + number, 200) },
  });
  expect((await sendXml(server.url, xml)).status).toBe(200);
}

async function codeOf(response: Response): Promise<unknown> {
  expect(response.ok).toBe(false);
  return ((await response.json()) as { code?: unknown }).code; // only compared
}
