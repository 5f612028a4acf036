import type { Topic } from '../conformance.ts';

export const lspciJc: Topic = {
  topic: 'lspci-jc',
  checks: {},
  notRead: {
    lspci: 'the kernel lists devices in /sys/bus/pci; where that cannot be seen, "lspci -v -nn" has the memory too',
  },
};
