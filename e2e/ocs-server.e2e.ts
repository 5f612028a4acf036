import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOcsServer } from '@muster/peers';
import { expect, onTestFinished } from 'vitest';
import { journey } from './testing/journey.ts';
import { runMusterAgent } from './testing/muster-agent.ts';
import { ocsServerNeeds } from './testing/ocs-needs.ts';
import { startRecordingProxy } from './testing/recording-proxy.ts';
import { temporaryFolder } from './testing/temporary.ts';
import { countElements, elementsOf, textOf } from './testing/xml-text.ts';

/** Elements of the OCS inventory and the tables that its server writes them to, a row an element. */
const TABLES = {
  NETWORKS: 'networks',
  STORAGES: 'storages',
  DRIVES: 'drives',
  CPUS: 'cpus',
  MEMORIES: 'memories',
  CONTROLLERS: 'controllers',
  VIDEOS: 'videos',
  SLOTS: 'slots',
};

journey('our agent reports to the real OCS server, which stores all of it', { needs: ocsServerNeeds }, async () => {
  const folder = await temporaryFolder();
  const version = (await runMusterAgent(['--version'])).stdout.trim().split(' ').at(-1);
  const ocs = await startOcsServer({ admit: [`Muster-Agent_v${version}`] });
  onTestFinished(() => ocs.dispose());
  const proxy = await startRecordingProxy(ocs.url);
  onTestFinished(() => proxy.close());
  const report = (...options: string[]) =>
    runMusterAgent(['--server', `${proxy.url}/ocsinventory`, '--vardir', folder, ...options]);

  const first = await report();
  expect(first.code, `${first.stdout}${first.stderr}${await ocs.logs()}`).toBe(0);
  const prolog = proxy.exchanges[0];
  expect(prolog?.sent).toContain('<QUERY>PROLOG</QUERY>');
  expect(prolog?.status).toBe(200);
  await expectStored(inventory());
  // The time between contacts is the server's to say.
  const hours = Number(textOf(prolog?.reply ?? '', 'PROLOG_FREQ'));
  const { targets } = JSON.parse(readFileSync(join(folder, 'schedule.json'), 'utf8'));
  expect(hours).toBeGreaterThan(0);
  expect(targets[`${proxy.url}/ocsinventory`]).toMatchObject({ why: 'period', periodMs: hours * 3_600_000 });

  const again = await report();
  expect(again.code, again.stderr).toBe(0);
  expect(proxy.exchanges.filter(({ sent }) => sent.includes('<QUERY>INVENTORY</QUERY>'))).toHaveLength(2);
  await expectStored(inventory());
  // Nothing that a table of its own lacks a column for, and nothing that the database refused.
  expect(await ocs.logs()).not.toMatch(/DBD::mysql::\w+ \w+ failed/);

  function inventory(): string {
    const sent = proxy.exchanges.findLast((exchange) => exchange.sent.includes('<QUERY>INVENTORY</QUERY>'));
    if (sent === undefined) throw new Error(`The agent sent no inventory: ${first.stdout}${first.stderr}`);
    expect(sent.status).toBe(200);
    expect(sent.reply).toMatch(/<RESPONSE>(NO_)?ACCOUNT_UPDATE<\/RESPONSE>/);
    return sent.sent;
  }

  async function expectStored(xml: string): Promise<void> {
    const machines =
      await ocs.select(`SELECT JSON_OBJECT('ID', ID, 'DEVICEID', DEVICEID, 'NAME', NAME, 'OSNAME', OSNAME,
      'OSVERSION', OSVERSION, 'MEMORY', CAST(MEMORY AS CHAR), 'SWAP', CAST(SWAP AS CHAR), 'UUID', UUID, 'ARCH', ARCH,
      'PROCESSORN', CAST(PROCESSORN AS CHAR), 'PROCESSORT', PROCESSORT) FROM hardware`);
    expect(machines).toHaveLength(1);
    const [machine] = machines;
    const hardware = elementsOf(xml, 'HARDWARE')[0] ?? '';
    expect(machine?.DEVICEID).toBe(textOf(xml, 'DEVICEID'));
    for (const name of ['NAME', 'OSNAME', 'MEMORY', 'PROCESSORT']) expect(textOf(hardware, name), name).not.toBe('');
    for (const name of ['NAME', 'OSNAME', 'OSVERSION', 'MEMORY', 'SWAP', 'UUID', 'ARCH', 'PROCESSORN', 'PROCESSORT']) {
      expect(machine?.[name] ?? '', name).toBe(textOf(hardware, name));
    }

    const [bios] = await ocs.select(`SELECT JSON_OBJECT('SMANUFACTURER', SMANUFACTURER, 'SMODEL', SMODEL, 'SSN', SSN,
      'BMANUFACTURER', BMANUFACTURER, 'BVERSION', BVERSION, 'BDATE', BDATE) FROM bios`);
    for (const name of ['SMANUFACTURER', 'SMODEL', 'SSN', 'BMANUFACTURER', 'BVERSION', 'BDATE']) {
      expect(bios?.[name] ?? '', name).toBe(textOf(elementsOf(xml, 'BIOS')[0] ?? '', name));
    }

    for (const [element, table] of Object.entries(TABLES)) {
      const [counted] = await ocs.select(
        `SELECT JSON_OBJECT('rows', COUNT(*)) FROM ${table} WHERE HARDWARE_ID = ${machine?.ID}`,
      );
      expect(counted?.rows, table).toBe(countElements(xml, element));
    }

    // Its server keeps one row for each name, publisher and version.
    const software = elementsOf(xml, 'SOFTWARES').map((row) =>
      ['NAME', 'PUBLISHER', 'VERSION'].map((name) => textOf(row, name)).join('\t'),
    );
    const [stored] = await ocs.select(
      `SELECT JSON_OBJECT('rows', COUNT(*)) FROM software WHERE HARDWARE_ID = ${machine?.ID}`,
    );
    expect(stored?.rows).toBe(new Set(software).size);
    expect(software.length).toBeGreaterThan(100);
    const [bash] =
      await ocs.select(`SELECT JSON_OBJECT('version', v.VERSION) FROM software s JOIN software_name n ON n.ID = s.NAME_ID
      JOIN software_version v ON v.ID = s.VERSION_ID WHERE n.NAME = 'bash'`);
    expect(bash?.version).toBe(
      textOf(elementsOf(xml, 'SOFTWARES').find((row) => textOf(row, 'NAME') === 'bash') ?? '', 'VERSION'),
    );
  }
});
