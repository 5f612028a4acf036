import type { Topic } from '../conformance.ts';
import { linuxStorages } from './linux-storages.ts';

/** Every topic of the corpus that is about Linux, in the order of the corpus. */
export const topics: readonly Topic[] = [linuxStorages];
