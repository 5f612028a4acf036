import { runFusionInventoryAgent } from '@muster/peers';
import { expect, onTestFinished } from 'vitest';
import { journey, linux, postgres, program, superuser } from './testing/journey.ts';
import { type Exchange, startRecordingProxy } from './testing/recording-proxy.ts';
import { type EngineName, serverForThisTest } from './testing/server.ts';
import { temporaryFolder } from './testing/temporary.ts';
import { countElements } from './testing/xml-text.ts';

const needs = [linux, superuser, program('fusioninventory-agent'), program('unshare')];
const isInventory = ({ sent }: Exchange) => sent.includes('<QUERY>INVENTORY</QUERY>');

/** The path in the agent's configuration decides what it takes the server for; each is a real site's. */
const sites: { readonly path: string; readonly engine: EngineName }[] = [
  { path: '/ocsinventory', engine: 'sqlite' },
  { path: '/plugins/fusioninventory/', engine: 'sqlite' },
  { path: '/ocsinventory', engine: 'postgres' },
];

for (const { path, engine } of sites) {
  journey(
    `Debian's fusioninventory-agent reports to ${path}, and its machine is shown as it was sent (${engine})`,
    { needs: engine === 'postgres' ? [...needs, postgres] : needs },
    async () => {
      const folder = await temporaryFolder();
      const server = await serverForThisTest({ engine });
      const proxy = await startRecordingProxy(server.url);
      onTestFinished(() => proxy.close());
      const run = (...options: string[]) => runFusionInventoryAgent(`${proxy.url}${path}`, folder, options);

      // Not forced: it asks first, and an unknown machine is wanted.
      const asked = await run();
      expect(asked.code, asked.stderr).toBe(0);
      const prolog = proxy.exchanges.find(({ sent }) => sent.includes('<QUERY>PROLOG</QUERY>'));
      expect(prolog?.reply).toContain('<RESPONSE>SEND</RESPONSE>');
      const first = proxy.exchanges.find(isInventory);
      if (first === undefined) throw new Error(`The agent sent no inventory: ${asked.stderr}`);
      expect(first.status).toBe(200);
      expect(first.reply).toContain('<REPLY>');
      expect(asked.stderr).not.toMatch(/\[error\]/);

      const { items, total } = await server.api.assets();
      expect(total).toBe(1);
      const [asset] = items;
      if (asset === undefined) throw new Error('The machine is not in the list');
      expect(asset.agentFamily).toBe('fusion');
      await expectCounts(first.sent);

      // Forced: again, and the same machine.
      proxy.clear();
      const forced = await run('--force');
      expect(forced.code, forced.stderr).toBe(0);
      const second = proxy.exchanges.find(isInventory);
      if (second === undefined) throw new Error(`The agent sent no second inventory: ${forced.stderr}`);
      expect((await server.api.assets()).total).toBe(1);
      await expectCounts(second.sent);
      const { items: changes } = await server.api.changes(asset.id);
      expect(changes.filter(({ section }) => section === 'software')).toEqual([]);

      async function expectCounts(xml: string) {
        const id = asset?.id ?? 0;
        const stored = Object.fromEntries(
          (await server.api.asset(id)).sections.map(({ name, count }) => [name, count]),
        );
        const software = countElements(xml, 'SOFTWARES');
        expect(software).toBeGreaterThan(100);
        expect(stored).toMatchObject({ software });
        expect((await server.api.allRows(id, 'software')).length).toBe(software);
        for (const [section, element] of Object.entries(XML_NAMES)) {
          expect(stored[section] ?? 0, section).toBe(countElements(xml, element));
        }
      }
    },
  );
}

const XML_NAMES = {
  drives: 'DRIVES',
  networks: 'NETWORKS',
  controllers: 'CONTROLLERS',
  envs: 'ENVS',
  processes: 'PROCESSES',
};
