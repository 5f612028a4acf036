import { parseCpuinfo } from '../../../linux/cpuinfo.ts';
import { type Topic, textOf } from '../conformance.ts';

type Facts = {
  readonly processor: readonly string[];
  readonly processor_count: number;
  readonly processor_cores: number;
  readonly processor_threads_per_core: number;
  readonly processor_vcpus: number;
};

const ARM = ['arm64-4cpu', 'armv6-rev7-1cpu', 'armv7-rev3-8cpu', 'armv7-rev4-4cpu'].map(
  (name) => `inputs/${name}-cpuinfo`,
);

export const cpuTopology: Topic = {
  topic: 'cpu-topology',
  checks: {
    cpuinfo: (given) => {
      const wanted = given.expected as Facts;
      const packages = parseCpuinfo(textOf(given));
      const [first] = packages;
      // Their list has numbers and makers among the names.
      const names = wanted.processor.filter((text) => !/^\d+$|^(?:GenuineIntel|AuthenticAMD)$/.test(text));
      const name = first?.name ?? null;
      return {
        got: {
          name,
          processor_count: packages.length,
          processor_cores: first?.cores,
          processor_threads_per_core: (first?.threads ?? 0) / (first?.cores ?? 1),
          processor_vcpus: packages.reduce((sum, { threads }) => sum + threads, 0),
        },
        wanted: { ...wanted, processor: undefined, name: names[0] ?? null },
      };
    },
  },
  differences: [
    {
      parser: 'cpuinfo',
      cases: ARM,
      fields: ['processor_count', 'processor_cores', 'name'],
      reason:
        'The cores of an ARM chip are one processor, named after the part number of its cores; there each is a socket.',
    },
  ],
};
