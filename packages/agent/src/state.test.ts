import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { agentStore, NEW_AGENT, NEW_TARGET, targetStore, toFolderName } from './state.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const URL = 'http://127.0.0.1:18000/ocsinventory';
const full = {
  ...NEW_TARGET,
  reportedDeviceId: 'pc-2026-01-01-00-00-00',
  prologFreqHours: 24,
  sectionHashes: { drives: 'x' },
  accountInfo: [{ name: 'TAG', value: 'Paris' }],
};

test('what was written is read again, and nothing else lies about', async () => {
  const store = targetStore(folder, URL, () => undefined);
  await store.write(full);
  await store.write({ ...full, prologFreqHours: 12 });
  expect(await store.read()).toEqual({ ...full, prologFreqHours: 12 });
  expect(readdirSync(join(folder, 'http:__127.0.0.1:18000_ocsinventory'))).toEqual(['state.json']);
});

test('only its owner may read it', async () => {
  await agentStore(join(folder, 'new'), () => undefined).write({ ...NEW_AGENT, deviceId: 'x' });
  expect(statSync(join(folder, 'new')).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'new', 'agent.json')).mode & 0o777).toBe(0o600);
});

test.each(['', 'x', '[]', '{"deviceId":', 'null', '\u0000'])('a damaged file (%j) is put aside', async (content) => {
  writeFileSync(join(folder, 'agent.json'), content);
  const warnings: string[] = [];
  const store = agentStore(folder, (message) => warnings.push(message));
  expect(await store.read()).toEqual(NEW_AGENT);
  expect(warnings).toHaveLength(1);
  expect(readFileSync(join(folder, 'agent.json.damaged'), 'utf8')).toBe(content);
});

test('a value of another kind counts as unknown', async () => {
  const store = targetStore(folder, URL, () => undefined);
  mkdirSync(join(folder, toFolderName(URL)));
  writeFileSync(
    join(folder, toFolderName(URL), 'state.json'),
    JSON.stringify({ reportedDeviceId: 'kept', sectionHashes: [], accountInfo: 'x' }),
  );
  expect(await store.read()).toEqual({ ...NEW_TARGET, reportedDeviceId: 'kept' });
});

test('a folder that cannot be written is an error with its path', async () => {
  writeFileSync(join(folder, 'file'), '');
  const store = agentStore(join(folder, 'file', 'state'), () => undefined);
  await expect(store.write({ ...NEW_AGENT, deviceId: 'x' })).rejects.toMatchObject({ code: 'STATE_UNWRITABLE' });
});

test.each([
  ['http://a/b', 'http:__a_b'],
  ['https://a/../../etc/passwd', 'https:__a_.._.._etc_passwd'],
  ['..', '_.'],
  ['http://a/b?c=d&e', 'http:__a_b%3fc%3dd%26e'],
])('toFolderName(%j) is one folder', (url, name) => {
  expect(toFolderName(url)).toBe(name);
});
