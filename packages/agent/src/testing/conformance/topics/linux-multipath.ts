import { findSecondPaths } from '../../../linux/multipath.ts';
import { type Topic, textOf, whole } from '../conformance.ts';

export const linuxMultipath: Topic = {
  topic: 'linux-multipath',
  checks: {
    filter: whole((given) => {
      const second = findSecondPaths(textOf(given));
      return (given.params.names as readonly string[]).filter((name) => !second.has(name));
    }),
  },
};
