import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runOcsAgent } from '@muster/peers';
import { openDatabase } from '@muster/server';
import { expect } from 'vitest';
import type { Asset } from './testing/api-client.ts';
import { journey, linux, postgres, program, superuser } from './testing/journey.ts';
import { runMusterAgent } from './testing/muster-agent.ts';
import { type EngineName, type RunningServer, serverForThisTest } from './testing/server.ts';
import { temporaryFolder } from './testing/temporary.ts';

type Field = { readonly id: number; readonly name: string };
type AdminData = {
  readonly version: number;
  readonly values: readonly { readonly name: string; readonly value: unknown }[];
};

for (const engine of ['sqlite', 'postgres'] satisfies EngineName[]) {
  const needs = engine === 'postgres' ? [postgres] : [];

  journey(
    `administrative data goes both ways between the server and Debian's ocsinventory-agent (${engine})`,
    {
      needs: [linux, superuser, program('ocsinventory-agent'), program('unshare'), ...needs],
    },
    async () => {
      const folder = await temporaryFolder();
      let server = await serverForThisTest({ engine });
      const report = async (...options: string[]) => {
        const { code, stderr } = await runOcsAgent(`${server.url}/ocsinventory`, folder, ['--force', ...options]);
        expect(code, stderr).toBe(0);
      };

      // What is said at the first inventory is stored, also what no list shows.
      await report('--tag=paris');
      const asset = await onlyAsset(server);
      expect(asset.tag).toBe('paris');
      expect(await valuesOf(server, asset.id)).toEqual({ TAG: 'paris' });

      // What an administrator sets, the agent has after its next inventory.
      const room = await create(server, { name: 'Room', type: 'text', label: { en: 'Room', fr: 'Bureau' } });
      const site = await create(server, {
        name: 'Site',
        type: 'select',
        label: { en: 'Site' },
        choices: [{ label: { en: 'North' } }, { label: { en: 'South' } }],
      });
      const note = await create(server, { name: 'Note', type: 'multiline', label: { en: 'Note' } });
      const set = { [room]: 'B <12> & "13"', [site]: 2, [note]: 'one\ntwo', 1: 'lyon' };
      await send(server, 'PATCH', `/assets/${asset.id}/admin-data`, { version: 1, values: set });
      await report();
      const held = { TAG: 'lyon', Room: 'B <12> & "13"', Site: '2', Note: 'one\ntwo' };
      expect(await copyOfOcsAgent(folder)).toEqual(held);
      expect((await onlyAsset(server)).tag).toBe('lyon');

      // A TAG on the command line does not count any more, and nothing changes by reporting again.
      await report('--tag=elsewhere');
      expect(await copyOfOcsAgent(folder)).toEqual(held);
      const { version } = await server.api.getJson<AdminData>(`/assets/${asset.id}/admin-data`);
      expect(version).toBe(2);

      // A database that lost them takes them back.
      await server.stop();
      await eraseValues(server);
      server = await server.restart();
      expect(await valuesOf(server, asset.id)).toEqual({});
      await report();
      expect(await valuesOf(server, asset.id)).toEqual({
        TAG: 'lyon',
        Room: 'B <12> & "13"',
        Site: 2,
        Note: 'one\ntwo',
      });
      expect((await onlyAsset(server)).tag).toBe('lyon');
      expect(await copyOfOcsAgent(folder)).toEqual(held);
      const { items } = await server.api.changes(asset.id, 'section=adminData&limit=10');
      expect(items.map(({ after }) => after)).toContainEqual({ value: 'lyon', source: 'agent, after a loss' });
    },
  );
}

journey('our agent keeps administrative data as the server tells it', { needs: [linux] }, async () => {
  const folder = await temporaryFolder();
  const server = await serverForThisTest();
  const report = async (...options: string[]) => {
    const args = ['--server', `${server.url}/ocsinventory`, '--vardir', folder, '--force', ...options];
    const { code, stderr } = await runMusterAgent(args);
    expect(code, stderr).toBe(0);
  };
  await report('--tag', 'paris');
  const asset = await onlyAsset(server);
  expect(asset.tag).toBe('paris');
  const room = await create(server, { name: 'Room', type: 'text', label: { en: 'Room' } });
  await send(server, 'PATCH', `/assets/${asset.id}/admin-data`, { version: 1, values: { [room]: 'Élan', 1: 'lyon' } });
  await report();
  const [state = ''] = await filesNamed(folder, 'state.json');
  expect(JSON.parse(await readFile(state, 'utf8')).accountInfo).toEqual([
    { name: 'TAG', value: 'lyon' },
    { name: 'Room', value: 'Élan' },
  ]);
  await report('--tag', 'paris');
  expect(await valuesOf(server, asset.id)).toEqual({ TAG: 'lyon', Room: 'Élan' });
});

async function onlyAsset(server: RunningServer): Promise<Asset> {
  const { items } = await server.api.assets();
  expect(items).toHaveLength(1);
  const [asset] = items;
  if (asset === undefined) throw new Error('The machine is not in the list');
  return asset;
}

async function valuesOf({ api }: RunningServer, id: number): Promise<Record<string, unknown>> {
  const { values } = await api.getJson<AdminData>(`/assets/${id}/admin-data`);
  return Object.fromEntries(values.flatMap(({ name, value }) => (value === null ? [] : [[name, value]])));
}

async function create(server: RunningServer, field: object): Promise<number> {
  return (await send<Field>(server, 'POST', '/admin-fields', field)).id;
}

async function send<T>({ url, token }: RunningServer, method: string, path: string, body: object): Promise<T> {
  const reply = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${await reply.text()}`);
  return (await reply.json()) as T; // the journey checks what it uses
}

/** What a restored half of a backup, or a hand in the database, may do. */
async function eraseValues({ database, dataDir }: RunningServer): Promise<void> {
  const db = await openDatabase(database ?? join(dataDir, 'muster.db'));
  await db.kysely.deleteFrom('admin_values').execute();
  await db.kysely.deleteFrom('admin_states').execute();
  await db.kysely.updateTable('assets').set({ tag: null }).execute();
  await db.close();
}

/** The pairs of `ocsinv.adm`. */
async function copyOfOcsAgent(folder: string): Promise<Record<string, string>> {
  const [path = ''] = await filesNamed(folder, 'ocsinv.adm');
  const text = await readFile(path, 'utf8');
  const pairs = text.matchAll(/<KEYNAME>([^<]*)<\/KEYNAME>\s*<KEYVALUE>([^<]*)<\/KEYVALUE>/g);
  return Object.fromEntries([...pairs].map(([, name = '', value = '']) => [plain(name), plain(value)]));
}

const plain = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

async function filesNamed(folder: string, name: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((entry) => entry.endsWith(`/${name}`)).map((entry) => join(folder, entry));
}
