import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { readValue } from '../../host/host.ts';

/** Loaded modules of the kernel. Hundreds on each machine, the same on all of a kind: only where it is asked for. */
export const linuxKernelModules = defineCollector({
  name: 'linux/kernel-modules',
  section: sections.kernelModules,
  platforms: ['linux'],
  optional: true,
  async collect(host) {
    const text = await host.read('/proc/modules');
    if (text === null) return null;
    return Promise.all(
      parseModules(text).map(async (row) => ({
        ...row,
        version: await readValue(host, `/sys/module/${row.name}/version`),
      })),
    );
  },
});

/** `name size users by,by, state address (taint)`. Source: proc_modules(5). */
export function parseModules(text: string): Found<'kernelModules'>[] {
  return [...text.matchAll(/^(\S+) (\d+) \d+ (\S+) (\w+) \S+(?: \(([A-Z+-]+)\))?/gm)].map(
    ([, name = '', size, usedBy = '', state = '', taint]) => ({
      name,
      size: Number(size),
      usedBy: usedBy === '-' ? [] : usedBy.split(',').filter((user) => user !== '' && user !== '[permanent]'),
      state,
      taint: taint ?? null,
    }),
  );
}
