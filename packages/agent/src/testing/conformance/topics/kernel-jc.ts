import { parseOsRelease } from '../../../linux/os-release.ts';
import { type Topic, textOf, whole } from '../conformance.ts';

export const kernelJc: Topic = {
  topic: 'kernel-jc',
  checks: { 'os-release': whole((given) => parseOsRelease(textOf(given))) },
  notRead: {
    uname: 'The kernel is asked in /proc/sys/kernel.',
    lsmod: 'Modules are read from /proc/modules, which lsmod prints.',
    timedatectl: 'The zone is read from /etc/localtime.',
    efibootmgr: 'No section has a place for entries of the boot menu.',
  },
};
