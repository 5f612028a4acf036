import { runOcsAgent } from '@muster/peers';
import { expect, onTestFinished } from 'vitest';
import { journey, linux, postgres, program, superuser } from './testing/journey.ts';
import { type Exchange, startRecordingProxy } from './testing/recording-proxy.ts';
import { type EngineName, serverForThisTest } from './testing/server.ts';
import { temporaryFolder } from './testing/temporary.ts';
import { countElements, textOf } from './testing/xml-text.ts';

const needs = [linux, superuser, program('ocsinventory-agent'), program('unshare')];

const isInventory = ({ sent }: Exchange) => sent.includes('<QUERY>INVENTORY</QUERY>');
const isProlog = ({ sent }: Exchange) => sent.includes('<QUERY>PROLOG</QUERY>');

for (const engine of ['sqlite', 'postgres'] satisfies EngineName[]) {
  journey(
    `Debian's ocsinventory-agent reports, and its machine is shown as it was sent (${engine})`,
    { needs: engine === 'postgres' ? [...needs, postgres] : needs },
    async () => {
      const folder = await temporaryFolder();
      const server = await serverForThisTest({ engine });
      const proxy = await startRecordingProxy(server.url);
      onTestFinished(() => proxy.close());

      // Forced: an inventory without a PROLOG before it.
      const forced = await runOcsAgent(`${proxy.url}/ocsinventory`, folder, ['--force']);
      expect(forced.code, forced.stderr).toBe(0);
      const [first] = proxy.exchanges.filter(isInventory);
      if (first === undefined) throw new Error(`The agent sent no inventory: ${forced.stdout}${forced.stderr}`);
      expect(proxy.exchanges.filter(isProlog)).toHaveLength(0);
      expect(first.status).toBe(200);
      expect(first.reply).toMatch(/<RESPONSE>(NO_)?ACCOUNT_UPDATE<\/RESPONSE>/);

      const { items, total } = await server.api.assets();
      expect(total).toBe(1);
      const [asset] = items;
      if (asset === undefined) throw new Error('The machine is not in the list');
      expect(asset).toMatchObject({ kind: 'computer', deviceId: textOf(first.sent, 'DEVICEID'), agentFamily: 'ocs' });
      await expectCounts(server.api, asset.id, first.sent);

      // With PROLOG: the server answers whether it wants an inventory.
      proxy.clear();
      const asked = await runOcsAgent(`${proxy.url}/ocsinventory`, folder);
      expect(asked.code, asked.stderr).toBe(0);
      const [prolog] = proxy.exchanges.filter(isProlog);
      expect(prolog?.status).toBe(200);
      expect(prolog?.reply).toMatch(/<RESPONSE>(SEND|STOP|OTHER)<\/RESPONSE>/);
      const second = proxy.exchanges.filter(isInventory);
      expect(second).toHaveLength(prolog?.reply.includes('<RESPONSE>SEND</RESPONSE>') ? 1 : 0);

      // The same machine again, and nothing that stays the same has a history.
      proxy.clear();
      await runOcsAgent(`${proxy.url}/ocsinventory`, folder, ['--force']);
      const last = proxy.exchanges.findLast(isInventory);
      if (last === undefined) throw new Error('The agent sent no second inventory');
      expect((await server.api.assets()).total).toBe(1);
      await expectCounts(server.api, asset.id, last.sent);
      const { items: changes } = await server.api.changes(asset.id);
      expect(
        changes.filter(({ section }) => ['software', 'bios', 'cpus', 'memories', 'storages'].includes(section)),
      ).toEqual([]);
      expect((await server.api.asset(asset.id)).lastContactAt > asset.lastContactAt).toBe(true);
    },
  );
}

type Api = Awaited<ReturnType<typeof serverForThisTest>>['api'];

/** As many rows as elements were sent, by sections that have no rows in other sections. */
async function expectCounts(api: Api, id: number, xml: string): Promise<void> {
  const { sections } = await api.asset(id);
  const stored = Object.fromEntries(sections.map(({ name, count }) => [name, count]));
  const software = countElements(xml, 'SOFTWARES');
  expect(software).toBeGreaterThan(100);
  expect(stored).toMatchObject({ software });
  expect((await api.allRows(id, 'software')).length).toBe(software);
  for (const [section, element] of Object.entries(XML_NAMES)) {
    expect(stored[section] ?? 0, section).toBe(countElements(xml, element));
  }
}

const XML_NAMES = { drives: 'DRIVES', networks: 'NETWORKS', storages: 'STORAGES', controllers: 'CONTROLLERS' };
