import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { neutralEnvironment, watchProcess } from '@muster/peers';
import { expect } from 'vitest';
import { inventoryXml, packagesOfRound } from './testing/documents.ts';
import { journey, postgres } from './testing/journey.ts';
import { serverProgram } from './testing/paths.ts';
import { type EngineName, muster, type RunningServer, serverForThisTest } from './testing/server.ts';
import { temporaryFolder } from './testing/temporary.ts';

const FILES = 150;
const PACKAGES = 150;
const CUTS = 4;

for (const engine of ['sqlite', 'postgres'] satisfies EngineName[]) {
  journey(
    `an import is killed ${CUTS} times beside a running server: whole machines only, and the next run goes on (${engine})`,
    { needs: engine === 'postgres' ? [postgres] : [] },
    async () => {
      const server = await serverForThisTest({ engine });
      const folder = await filesOf(await temporaryFolder());
      for (let cut = 1; cut <= CUTS; cut += 1) {
        await killImport(server, folder, Math.floor((FILES * cut) / (CUTS + 1)));
        const stored = await expectWholeMachines(server);
        expect(stored).toBeLessThanOrEqual(FILES);
      }
      const { code, stdout, stderr } = await muster(['import', folder, ...where(server)]);
      expect(code, stderr).toBe(0);
      expect(stdout).toContain(`Imported ${FILES}, failed 0`);
      expect(await expectWholeMachines(server)).toBe(FILES);
    },
  );
}

async function filesOf(folder: string): Promise<string> {
  for (let number = 0; number < FILES; number += 1) {
    const xml = inventoryXml({
      deviceId: `import-${number}-2026-01-01-00-00-00`,
      name: `import-${number}`,
      sections: { BIOS: [{ SSN: `IMPORT${number}77` }], SOFTWARES: packagesOfRound(number, PACKAGES) },
    });
    await writeFile(join(folder, `${1000 + number}.xml`), xml);
  }
  return folder;
}

const where = ({ dataDir, database }: RunningServer) => [
  ...['--data', dataDir],
  ...(database === null ? [] : ['--database', database]),
];

/** Ends an import as a power cut does, when so many machines are there. */
async function killImport(server: RunningServer, folder: string, machines: number): Promise<void> {
  const child = spawn(process.execPath, [serverProgram, 'import', folder, ...where(server)], {
    env: neutralEnvironment(),
    stdio: 'ignore',
  });
  watchProcess(child);
  const ended = new Promise((resolve) => child.once('close', resolve));
  while (child.exitCode === null && (await server.api.assets()).total < machines) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  child.kill('SIGKILL');
  await ended;
}

/** @returns How many there are; each has all that its file says. */
async function expectWholeMachines({ api }: RunningServer): Promise<number> {
  const { items, total } = await api.assets();
  for (const { id, name, softwareCount } of items) {
    const software = await api.allRows(id, 'software');
    const versions = [...new Set(software.map(({ version }) => version))];
    expect([name, softwareCount, software.length, versions]).toEqual([
      name,
      PACKAGES,
      PACKAGES,
      [`${Number(name.replace('import-', ''))}.0`],
    ]);
  }
  return total;
}
