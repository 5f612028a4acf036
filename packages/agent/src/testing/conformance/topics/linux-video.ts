import { parseXorgLog } from '../../../linux/xorg-log.ts';
import { type Topic, textOf, whole } from '../conformance.ts';

export const linuxVideo: Topic = {
  topic: 'linux-video',
  checks: {
    'xorg-log': whole((given) => {
      const adapter = parseXorgLog(textOf(given));
      return {
        name: adapter?.name,
        product: adapter?.product,
        memory: adapter?.memoryKiB == null ? null : `${adapter.memoryKiB}kB`,
        resolution: adapter?.resolution,
        pcislot: adapter?.slot,
        pciid: adapter?.pciId,
      };
    }),
  },
  differences: [
    {
      parser: 'xorg-log',
      cases: ['inputs/xorg/linux-intel-4'],
      fields: ['name'],
      reason: 'The name of the chip says more than that of its firmware.',
    },
  ],
  notRead: {
    ddcprobe: 'it calls the firmware in real mode, which 64-bit kernels do not allow; connectors are read instead',
  },
};
