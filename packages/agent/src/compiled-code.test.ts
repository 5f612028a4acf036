import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-compiled-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const [own, other] = ['./compiled-code.ts', './section-hashes.ts'].map((file) =>
  pathToFileURL(join(import.meta.dirname, file)).toString(),
);

/** In a process of its own, where a module is compiled after it. */
const run = (stateFolder: string) =>
  execFileSync(process.execPath, [
    '--input-type=module',
    '-e',
    `(await import(${JSON.stringify(own)})).keepCompiled(${JSON.stringify(stateFolder)}); await import(${JSON.stringify(other)});`,
  ]);

test('what was compiled stays beside the state, for its owner alone', () => {
  run(folder);
  expect(readdirSync(join(folder, 'compiled'))).toHaveLength(1);
});

test('a folder that others can write to holds no compiled code', () => {
  chmodSync(folder, 0o777);
  run(folder);
  expect(readdirSync(folder)).toEqual([]);
});

test('a link is not followed', () => {
  const elsewhere = mkdtempSync(join(folder, 'elsewhere-'));
  symlinkSync(elsewhere, join(folder, 'compiled'));
  run(folder);
  expect(readdirSync(elsewhere)).toEqual([]);
});

test('no state folder is no trouble', () => {
  run(join(folder, 'missing'));
  expect(readdirSync(folder)).toEqual([]);
});
