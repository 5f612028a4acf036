import type { Topic } from '../conformance.ts';
import { batteries } from './batteries.ts';
import { batteriesJc } from './batteries-jc.ts';
import { cpuTopology } from './cpu-topology.ts';
import { dmidecode } from './dmidecode.ts';
import { ipmiFru } from './ipmi-fru.ts';
import { linuxCpuinfo } from './linux-cpuinfo.ts';
import { linuxPackages } from './linux-packages.ts';
import { linuxStorages } from './linux-storages.ts';
import { virtualization } from './virtualization.ts';

/** Every topic of the corpus that is about Linux, in the order of the corpus. */
export const topics: readonly Topic[] = [
  batteries,
  batteriesJc,
  cpuTopology,
  ipmiFru,
  linuxCpuinfo,
  dmidecode,
  linuxStorages,
  linuxPackages,
  virtualization,
];
