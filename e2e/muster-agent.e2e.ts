import { hostname } from 'node:os';
import { runProgram } from '@muster/peers';
import { expect, onTestFinished } from 'vitest';
import { journey, linux, postgres, program } from './testing/journey.ts';
import { runMusterAgent } from './testing/muster-agent.ts';
import { startRecordingProxy } from './testing/recording-proxy.ts';
import { type EngineName, serverForThisTest } from './testing/server.ts';
import { temporaryFolder } from './testing/temporary.ts';
import { countElements, textOf } from './testing/xml-text.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders are dpkg-query's
const DPKG_FORMAT = '${db:Status-Status} ${Package} ${Version}\n';

for (const engine of ['sqlite', 'postgres'] satisfies EngineName[]) {
  journey(
    `our agent reports to our server, twice (${engine})`,
    { needs: engine === 'postgres' ? [linux, postgres] : [linux] },
    async () => {
      const folder = await temporaryFolder();
      const server = await serverForThisTest({ engine });
      const proxy = await startRecordingProxy(server.url);
      onTestFinished(() => proxy.close());
      const report = (...options: string[]) =>
        runMusterAgent(['--server', `${proxy.url}/ocsinventory`, '--vardir', folder, ...options]);

      const first = await report();
      expect(first.code, first.stderr).toBe(0);
      const inventories = () => proxy.exchanges.filter(({ sent }) => sent.includes('<QUERY>INVENTORY</QUERY>'));
      const [sent] = inventories();
      if (sent === undefined) throw new Error(`The agent sent no inventory: ${first.stdout}${first.stderr}`);
      expect(proxy.exchanges[0]?.sent).toContain('<QUERY>PROLOG</QUERY>');

      const { items } = await server.api.assets();
      expect(items).toHaveLength(1);
      const [asset] = items;
      if (asset === undefined) throw new Error('The machine is not in the list');
      expect(asset).toMatchObject({ agentFamily: 'muster', deviceId: textOf(sent.sent, 'DEVICEID') });
      expect(asset.name).toBe(hostname().split('.')[0]);
      expect(asset.softwareCount).toBe(countElements(sent.sent, 'SOFTWARES'));
      expect((await server.api.allRows(asset.id, 'software')).length).toBe(asset.softwareCount);

      const again = await report('--force');
      expect(again.code, again.stderr).toBe(0);
      expect(inventories()).toHaveLength(2);
      expect((await server.api.assets()).total).toBe(1);
      const { items: changes } = await server.api.changes(asset.id);
      expect(
        changes.filter(({ section }) => ['software', 'bios', 'cpus', 'storages', 'drives'].includes(section)),
      ).toEqual([]);
    },
  );
}

journey('our agent finds the packages that dpkg has', { needs: [linux, program('dpkg-query')] }, async () => {
  const { code, stdout, stderr } = await runMusterAgent(['inventory', '--json', '--vardir', await temporaryFolder()]);
  expect(code, stderr).toBe(0);
  const { content } = JSON.parse(stdout) as {
    content: { softwares: { name: string; version: string; from?: string }[] };
  }; // checked below
  const dpkg = await runProgram('dpkg-query', ['-W', '-f', DPKG_FORMAT]);
  const installed = dpkg.stdout
    .split('\n')
    .filter((line) => line.startsWith('installed '))
    .map((line) => line.slice('installed '.length));
  const found = new Set(content.softwares.map(({ name, version }) => `${name} ${version}`));
  expect(installed.filter((item) => !found.has(item))).toEqual([]);
});

journey('our agent prints the same machine as XML and as JSON', { needs: [linux] }, async () => {
  const folder = await temporaryFolder();
  const xml = await runMusterAgent(['inventory', '--xml', '--vardir', folder]);
  const json = await runMusterAgent(['inventory', '--json', '--vardir', folder]);
  expect(xml.code, xml.stderr).toBe(0);
  const { content, deviceid } = JSON.parse(json.stdout);
  expect(textOf(xml.stdout, 'DEVICEID')).toBe(deviceid);
  expect(countElements(xml.stdout, 'SOFTWARES')).toBe(content.softwares.length);
  expect(countElements(xml.stdout, 'NETWORKS')).toBe(content.networks?.length ?? 0);
});

journey('our agent says what is wrong when there is no server', { needs: [linux] }, async () => {
  const { code, stdout, stderr } = await runMusterAgent([
    '--server',
    'http://127.0.0.1:9/ocsinventory',
    '--vardir',
    await temporaryFolder(),
  ]);
  expect(code).toBe(1);
  expect(stdout + stderr).toContain('http://127.0.0.1:9/ocsinventory');
  expect(stdout + stderr).not.toMatch(/^\s+at /m); // a stack is for programmers
});
