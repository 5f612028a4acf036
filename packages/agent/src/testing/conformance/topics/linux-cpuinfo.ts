import { linuxCpus } from '../../../collectors/linux/cpus.ts';
import { parseArmBoard } from '../../../linux/arm-board.ts';
import { parseBlocks } from '../../../linux/cpuinfo.ts';
import type { CorpusCase } from '../../corpus.ts';
import { replayHost } from '../../replay-host.ts';
import { type Check, type Topic, textOf, whole } from '../conformance.ts';
import { toCpuFields } from './dmidecode.ts';

/** The whole collector, on a machine that has the file and prints the firmware. */
async function collect(given: CorpusCase, machine: string) {
  const [firmware, cpuinfo] = given.inputs.length === 2 ? [textOf(given, 0), textOf(given, 1)] : [null, textOf(given)];
  const rows = await linuxCpus.collect(
    replayHost({
      files: { '/proc/cpuinfo': cpuinfo, '/proc/sys/kernel/arch': machine },
      stats: firmware === null ? {} : { '/dev/mem': {} },
      commands: firmware === null ? {} : { dmidecode: firmware },
    }),
  );
  return (rows ?? []).map((row) => ({ ...toCpuFields(row), ARCH: machine }));
}

const cpus =
  (machine: string, fields: readonly string[] | null = null): Check =>
  async (given) => {
    const got = await collect(given, machine);
    const named = (row: Record<string, unknown>) =>
      fields === null ? row : Object.fromEntries(fields.map((field) => [field, row[field]]));
    return { got: got.map(named), wanted: given.expected };
  };

const filled = (block: ReadonlyMap<string, string>) =>
  Object.fromEntries(
    [...block].filter(([, value]) => value !== '').map(([key, value]) => [key, value.replace(/\s+/g, ' ')]),
  );

const NAMED = ['ARCH', 'NAME'];

export const linuxCpuinfo: Topic = {
  topic: 'linux-cpuinfo',
  checks: {
    'arm-board': whole((given) => parseArmBoard(textOf(given))),
    'cpus-alpha': cpus('alpha', ['ARCH', 'NAME', 'SERIAL', 'SPEED']),
    'cpus-arm': (given) => cpus(/bookworm/.test(given.name) ? 'aarch64' : 'arm', NAMED)(given),
    'cpus-mips': cpus('mips', NAMED),
    'cpus-powerpc': cpus('powerpc', ['ARCH', 'NAME', 'MANUFACTURER', 'SPEED']),
    'cpus-sparc': cpus('sparc', NAMED),
    'cpus-x86': cpus('i386'),
    raw: whole((given) => {
      const blocks = parseBlocks(textOf(given));
      // The block behind them is of the board.
      const processors = blocks.length === 1 ? blocks : blocks.filter((block) => block.has('processor'));
      return processors.map(filled);
    }),
  },
  differences: [
    {
      parser: 'cpus-alpha',
      reason:
        'The machine has three processors ("cpus detected"), of the model under "cpu model"; there one without name.',
    },
    {
      parser: 'cpus-arm',
      cases: ['linux-raspberry-pi-3-model-b', 'linux-raspberry-pi-3-model-b-on-bookworm'].map(
        (name) => `inputs/proc/cpuinfo/${name}`,
      ),
      reason:
        'The cores of one chip are one row, named after their part number; there each core is a processor called "0", "1"…',
    },
  ],
};
