import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const root = join(import.meta.dirname, '..', '..');
const agent = join(root, 'packages', 'agent');

/**
 * The agent as few plain JavaScript files: no types to strip, nothing that a command does not use in the file it loads.
 *
 * Modules that are imported dynamically stay files of their own; that is what keeps a daemon small.
 */
export async function bundleAgent(folder: string): Promise<void> {
  const bundle = await rolldown({
    input: { main: join(agent, 'src', 'main.ts') },
    platform: 'node',
    // Definitions of sections are plain objects: what nobody refers to may go.
    treeshake: { moduleSideEffects: false },
    transform: { target: 'node26' },
  });
  await bundle.write({
    dir: folder,
    format: 'cjs',
    minify: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
  });
  await bundle.close();
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    await writeFile(path, toAscii(await readFile(path, 'utf8')));
  }
  await writeFile(join(folder, 'package.json'), `${JSON.stringify({ type: 'commonjs' })}\n`);
}

/** One dash that is not ASCII, and V8 keeps the whole file in two bytes a letter. All of them stand in strings and patterns. */
function toAscii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
