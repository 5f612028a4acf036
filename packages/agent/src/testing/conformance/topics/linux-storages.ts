import { sections } from '@muster/protocol';
import { linuxStorages as collector } from '../../../collectors/linux/storages.ts';
import type { Capture } from '../../../host/capture-host.ts';
import { replayHost } from '../../replay-host.ts';
import { only, type Topic, textOf, toFields } from '../conformance.ts';

const FIELDS = ['NAME', 'MANUFACTURER', 'DISKSIZE', 'SERIALNUMBER'];

export const linuxStorages: Topic = {
  topic: 'linux-storages',
  checks: {
    storages: only(FIELDS, async (given) => {
      const rows = await collector.collect(replayHost(sysToCapture(JSON.parse(textOf(given)))));
      return (rows ?? [])
        .map((row) => toFields(sections.storages, row, FIELDS, { serial: 'SERIALNUMBER' }))
        .sort((a, b) => (String(a.NAME) < String(b.NAME) ? -1 : 1));
    }),
  },
  differences: [
    {
      parser: 'storages',
      cases: ['inputs/f33-imac.json'],
      fields: ['MANUFACTURER'],
      reason: 'HL-DT-ST is how LG calls its drives.',
    },
  ],
};

type Tree = { readonly [name: string]: Tree | string | null };

/** The corpus keeps `/sys` as a tree: texts are files, `$link` a link, `$base64` a binary file. */
export function sysToCapture(document: { readonly sys: Tree }): Capture {
  const files: Record<string, string | { base64: string }> = {};
  const links: Record<string, string> = {};
  const folders: Record<string, string[]> = {};
  const add = (path: string, node: Tree | string | null) => {
    if (node === null) return;
    if (typeof node === 'string') files[path] = node;
    else if (typeof node.$link === 'string') links[path] = node.$link;
    else if (typeof node.$base64 === 'string') files[path] = { base64: node.$base64 };
    else {
      folders[path] = Object.keys(node);
      for (const [name, child] of Object.entries(node)) add(`${path}/${name}`, child);
    }
  };
  add('/sys', document.sys);
  return { files, links, folders };
}
