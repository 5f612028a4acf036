import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFusionInventoryAgent, runOcsAgent } from '@muster/peers';
import { expect, onTestFinished } from 'vitest';
import { journey, linux, program, superuser } from './testing/journey.ts';
import { type Exchange, startRecordingProxy } from './testing/recording-proxy.ts';
import { type RunningServer, serverForThisTest } from './testing/server.ts';
import { temporaryFolder } from './testing/temporary.ts';

const needs = [linux, superuser, program('unshare')];
const isProlog = ({ sent }: Exchange) => sent.includes('<QUERY>PROLOG</QUERY>');
const isInventory = ({ sent }: Exchange) => sent.includes('<QUERY>INVENTORY</QUERY>');

journey(
  "Debian's ocsinventory-agent does what FREQUENCY and PROLOG_FREQ of its machine say",
  { needs: [...needs, program('ocsinventory-agent')] },
  async () => {
    const folder = await temporaryFolder();
    const server = await serverForThisTest();
    const proxy = await startRecordingProxy(server.url);
    onTestFinished(() => proxy.close());
    const run = async () => {
      proxy.clear();
      const outcome = await runOcsAgent(`${proxy.url}/ocsinventory`, folder);
      expect(outcome.code, outcome.stderr).toBe(0);
      return { reply: proxy.exchanges.find(isProlog)?.reply, inventories: proxy.exchanges.filter(isInventory) };
    };

    // A machine that nobody knows is wanted, and hears the global settings.
    const first = await run();
    expect(first.reply).toContain('<RESPONSE>SEND</RESPONSE>');
    expect(first.reply).toContain('<INVENTORY_ON_STARTUP>1</INVENTORY_ON_STARTUP>');
    expect(first.inventories).toHaveLength(1);
    expect(await ocsState(folder)).toContain('<PROLOG_FREQ>24</PROLOG_FREQ>');

    // Once a week is enough: it contacts, and keeps its inventory.
    await set(server, '/settings/FREQUENCY', 7);
    await set(server, '/settings/PROLOG_FREQ', 5);
    const second = await run();
    expect(second.reply).toContain('<RESPONSE>STOP</RESPONSE>');
    expect(second.inventories).toHaveLength(0);
    expect(await ocsState(folder)).toContain('<PROLOG_FREQ>5</PROLOG_FREQ>');

    // This one machine always, and more often.
    const [asset] = (await server.api.assets()).items;
    await set(server, `/assets/${asset?.id}/settings/FREQUENCY`, 0);
    await set(server, `/assets/${asset?.id}/settings/PROLOG_FREQ`, 3);
    const third = await run();
    expect(third.reply).toContain('<RESPONSE>SEND</RESPONSE>');
    expect(third.inventories).toHaveLength(1);
    expect(await ocsState(folder)).toContain('<PROLOG_FREQ>3</PROLOG_FREQ>');

    // Never, for all: an override does not help.
    await set(server, '/settings/FREQUENCY', -1);
    const last = await run();
    expect(last.reply).toContain('<RESPONSE>STOP</RESPONSE>');
    expect(last.inventories).toHaveLength(0);
  },
);

journey(
  "Debian's ocsinventory-agent sends its inventory in a session, and without one it is refused",
  { needs: [...needs, program('ocsinventory-agent')] },
  async () => {
    const folder = await temporaryFolder();
    const server = await serverForThisTest();
    await set(server, '/settings/INVENTORY_SESSION_ONLY', true);
    const forced = await runOcsAgent(`${server.url}/ocsinventory`, folder, ['--force']);
    expect(`${forced.stdout}${forced.stderr}`).toMatch(/403/);
    expect((await server.api.assets()).total).toBe(0);
    await runOcsAgent(`${server.url}/ocsinventory`, folder);
    expect((await server.api.assets()).total).toBe(1);
    await set(server, '/settings/TRUSTED_IP', ['127.0.0.1']);
    const trusted = await runOcsAgent(`${server.url}/ocsinventory`, folder, ['--force']);
    expect(trusted.code, trusted.stderr).toBe(0);
  },
);

journey(
  "Debian's fusioninventory-agent does what FREQUENCY and PROLOG_FREQ say",
  { needs: [...needs, program('fusioninventory-agent')] },
  async () => {
    const folder = await temporaryFolder();
    const server = await serverForThisTest();
    const proxy = await startRecordingProxy(server.url);
    onTestFinished(() => proxy.close());
    const run = async () => {
      proxy.clear();
      const outcome = await runFusionInventoryAgent(`${proxy.url}/ocsinventory`, folder);
      expect(outcome.code, outcome.stderr).toBe(0);
      return { reply: proxy.exchanges.find(isProlog)?.reply, inventories: proxy.exchanges.filter(isInventory) };
    };
    expect((await run()).inventories).toHaveLength(1);
    expect(await fusionPeriod(folder)).toBe(24 * 3600);
    await set(server, '/settings/FREQUENCY', 7);
    await set(server, '/settings/PROLOG_FREQ', 5);
    const second = await run();
    expect(second.reply).toContain('<RESPONSE>STOP</RESPONSE>');
    expect(second.inventories).toHaveLength(0);
    expect(await fusionPeriod(folder)).toBe(5 * 3600);
  },
);

async function set({ url, token }: RunningServer, path: string, value: unknown): Promise<void> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ value }),
  });
  if (!response.ok) throw new Error(`PUT ${path} answered ${response.status}: ${await response.text()}`);
  // Another process of the server may take two seconds to notice; here it is the same one.
}

async function findFile(folder: string, name: RegExp): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  const found = names.find((path) => name.test(path));
  if (found === undefined) throw new Error(`The agent left no ${name}: ${names.join(', ')}`);
  return join(folder, found);
}

async function ocsState(folder: string): Promise<string> {
  return await readFile(await findFile(folder, /ocsinv\.conf$/), 'utf8');
}

/** Seconds between two contacts, as the agent remembers them. Its state is a Perl structure, read by Perl. */
async function fusionPeriod(folder: string): Promise<number> {
  const path = await findFile(folder, /target0?\.dump$|server0\.dump$/);
  const script = 'use Storable; print retrieve($ARGV[0])->{maxDelay}';
  return Number(execFileSync('perl', ['-e', script, path], { encoding: 'utf8' }));
}
