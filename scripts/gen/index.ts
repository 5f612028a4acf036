/**
 * Writes every generated file, or with `--check` says which of them is out of date.
 *
 * A generator is a module beside this one that exports `generate`; adding one is a line in `generators`.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { GeneratedFile } from './generated-file.ts';

const root = dirname(dirname(import.meta.dirname));

/** In this order. JSON has no comments, so the OpenAPI document cannot say that it is generated: this list does. */
const generators = [
  'sections-reference',
  'errors-reference',
  'settings-reference',
  'agent-reference',
  'openapi',
  'console-client',
];

const migration = process.argv.indexOf('--migration');
if (migration !== -1) {
  const { writeSectionMigration } = await import('./section-migration.ts');
  await writeSectionMigration(process.argv[migration + 1] ?? '');
  process.exit();
}
const check = process.argv.includes('--check');
const outdated: string[] = [];
for (const name of generators) {
  const { generate } = (await import(`./${name}.ts`)) as { generate: () => Promise<readonly GeneratedFile[]> };
  for (const file of await generate()) await settle(file);
}
if (outdated.length > 0) {
  console.error(`Out of date: ${outdated.join(', ')}. Run "npm run gen" and commit what it writes.`);
  process.exitCode = 1;
}

async function settle({ path, text }: GeneratedFile): Promise<void> {
  const full = join(root, path);
  const standing = await readFile(full, 'utf8').catch(() => null);
  if (standing === text) return;
  if (check) {
    outdated.push(path);
    return;
  }
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, text);
  console.log(`wrote ${path}`);
}
