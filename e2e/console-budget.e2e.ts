import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { browser } from './testing/browser.ts';
import { signedIn } from './testing/console.ts';
import { serverWithFleet } from './testing/console-fleet.ts';
import { journey } from './testing/journey.ts';
import { scriptsOf } from './testing/page-load.ts';
import { repository } from './testing/paths.ts';

/** Bytes of script, compressed, without which a list is not there. */
const FIRST = 250_000;
/** And with all that a list loads by itself once it is there: its search box, background work. */
const ALL = 310_000;

const assets = join(repository, 'packages/console/dist/assets');
const gzipBytes = (file: string) => gzipSync(readFileSync(join(assets, file))).length;

/** A script and all that it imports before it runs. */
function withImports(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(join(assets, file), 'utf8');
  for (const [, imported = ''] of text.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([\w.~-]+\.js)["']/g)) {
    withImports(imported, found);
  }
  return found;
}

test('the script without which the list of computers is not there stays within its budget', () => {
  const built = readdirSync(assets);
  const index = readFileSync(join(assets, '../index.html'), 'utf8');
  const entry = /<script type="module"[^>]*src="\/assets\/([^"]+)"/.exec(index)?.[1] ?? '';
  const named = (name: string) => built.filter((file) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file));
  const page = named('computers-page');
  const words = named('en');
  expect([page.length, words.length]).toEqual([1, 1]);
  const files = [entry, ...page, ...words].reduce((found, file) => withImports(file, found), new Set<string>());
  expect(files.size).toBeGreaterThan(3);
  const total = [...files].reduce((sum, file) => sum + gzipBytes(file), 0);
  console.log(`list of computers: ${total} B of script in ${files.size} files`);
  expect(total).toBeLessThanOrEqual(FIRST);
});

journey('what pages load by themselves stays small', { needs: [browser] }, async () => {
  const server = await serverWithFleet(10);
  for (const path of ['/computers', '/']) {
    const { page } = await signedIn(server.url);
    const scripts = await scriptsOf(page, server.url + path);
    const total = scripts.reduce((sum, script) => sum + script.gzipBytes, 0);
    const largest = scripts.toSorted((a, b) => b.gzipBytes - a.gzipBytes).slice(0, 8);
    const report = `${path}: ${total} B in ${scripts.length} files: ${largest.map((s) => `${s.file} ${s.gzipBytes}`).join(', ')}`;
    console.log(report);
    expect(scripts.length).toBeGreaterThan(3);
    expect(total, report).toBeLessThanOrEqual(ALL);
  }
});
