import { linuxStorages as collector } from '../../../collectors/linux/storages.ts';
import type { Capture } from '../../../host/capture-host.ts';
import { replayHost } from '../../replay-host.ts';
import { type Topic, textOf, whole } from '../conformance.ts';
import { toStorageFields } from './linux-disks.ts';

export const linuxStorages: Topic = {
  topic: 'linux-storages',
  checks: {
    storages: whole(async (given) => {
      const rows = await collector.collect(replayHost(toCapture(JSON.parse(textOf(given)))));
      return (rows ?? []).map(toStorageFields).sort((a, b) => (String(a.NAME) < String(b.NAME) ? -1 : 1));
    }),
  },
  differences: [
    {
      parser: 'storages',
      fields: ['INTERFACE'],
      reason: 'The kernel tells how a disk is connected; smartctl is not needed for that.',
    },
    {
      parser: 'storages',
      cases: ['inputs/f33-imac.json'],
      fields: ['MANUFACTURER', 'MODEL', 'TYPE', 'FIRMWARE'],
      reason:
        'HL-DT-ST is how LG calls its drives; an optical drive is one, with the whole model; the kernel cuts revisions off at four characters.',
    },
  ],
};

/** Outputs of programs stand beside the tree, as `smartctl-sda`. */
function toCapture(document: { readonly sys: Tree } & Readonly<Record<string, unknown>>): Capture {
  const commands: Record<string, string> = {};
  for (const [key, output] of Object.entries(document)) {
    const [, program, disk] = /^(smartctl|hdparm)-(\w+)$/.exec(key) ?? [];
    const args = program === 'smartctl' ? '-n standby -i -H' : '-I';
    if (program !== undefined) commands[`${program} ${args} /dev/${disk}`] = String(output);
  }
  return { ...sysToCapture(document), commands };
}

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
