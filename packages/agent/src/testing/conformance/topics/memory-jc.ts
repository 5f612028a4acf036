import type { Topic } from '../conformance.ts';

export const memoryJc: Topic = {
  topic: 'memory-jc',
  checks: {},
  notRead: { free: 'the kernel tells of its memory in /proc/meminfo, of which free prints a part' },
};
