import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { gunzipSync, inflateSync } from 'node:zlib';

const root = resolve(import.meta.dirname, '../../../../..');
const corpus = resolve(root, process.env.MUSTER_CORPUS ?? '../shared/corpus');
const captures = join(dirname(corpus), 'captures');

/** Whether the recorded documents are there; says so where they are not. */
export const hasCorpus = existsSync(join(corpus, 'inventories'));
if (!hasCorpus) console.warn(`No recorded documents in ${basename(corpus)}/: set MUSTER_CORPUS to test with them.`);

export type CorpusFile = { readonly name: string; readonly bytes: Uint8Array };

/** Documents of agents: inventories of the corpus, and what agents were seen to send. */
export function corpusFiles(kind: 'xml' | 'json'): CorpusFile[] {
  if (!hasCorpus) return [];
  const folders = readdirSync(captures).map((family) => join(captures, family));
  const plain = [join(corpus, 'inventories', kind), ...folders].flatMap((folder) => filesIn(folder, `.${kind}`));
  const recorded = folders.flatMap((folder) => filesIn(folder, '-request.bin')).flatMap(inflated);
  return [
    ...plain,
    ...recorded.filter(({ bytes }) => String.fromCharCode(bytes[0] ?? 0) === (kind === 'xml' ? '<' : '{')),
  ];
}

/** Replies that agents were seen to accept. */
export function replyFiles(): CorpusFile[] {
  if (!hasCorpus) return [];
  return readdirSync(captures).flatMap((family) =>
    filesIn(join(captures, family), '.bin')
      .filter(({ name }) => /prolog-reply|inventory-reply/.test(name))
      .flatMap(inflated),
  );
}

export function inventorySchema(): object | null {
  const file = join(corpus, 'inventory-schema/inventory.schema.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

function filesIn(folder: string, ending: string): CorpusFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => ({ name: `${basename(folder)}/${name}`, bytes: readFileSync(join(folder, name)) }));
}

function inflated({ name, bytes }: CorpusFile): CorpusFile[] {
  for (const inflate of [inflateSync, gunzipSync]) {
    try {
      return [{ name, bytes: inflate(bytes) }];
    } catch {
      // not this coding
    }
  }
  return [];
}
