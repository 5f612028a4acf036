import type { Topic } from '../conformance.ts';
import { batteries } from './batteries.ts';
import { batteriesJc } from './batteries-jc.ts';
import { canonicalValues } from './canonical-values.ts';
import { cpuTopology } from './cpu-topology.ts';
import { databases } from './databases.ts';
import { dhcpLeases } from './dhcp-leases.ts';
import { distroDetection } from './distro-detection.ts';
import { dmidecode } from './dmidecode.ts';
import { edidMonitors } from './edid-monitors.ts';
import { filesystems } from './filesystems.ts';
import { filesystemsJc } from './filesystems-jc.ts';
import { idDatabases } from './id-databases.ts';
import { ipmiFru } from './ipmi-fru.ts';
import { kernelJc } from './kernel-jc.ts';
import { linuxAntivirus } from './linux-antivirus.ts';
import { linuxBlock } from './linux-block.ts';
import { linuxCpuinfo } from './linux-cpuinfo.ts';
import { linuxDisks } from './linux-disks.ts';
import { linuxDistro } from './linux-distro.ts';
import { linuxLvm } from './linux-lvm.ts';
import { linuxMultipath } from './linux-multipath.ts';
import { linuxNetwork } from './linux-network.ts';
import { linuxPackages } from './linux-packages.ts';
import { linuxProc } from './linux-proc.ts';
import { linuxRaid } from './linux-raid.ts';
import { linuxStorages } from './linux-storages.ts';
import { linuxVideo } from './linux-video.ts';
import { localUsers } from './local-users.ts';
import { lspci } from './lspci.ts';
import { lspciJc } from './lspci-jc.ts';
import { lsusb } from './lsusb.ts';
import { lsusbJc } from './lsusb-jc.ts';
import { memoryJc } from './memory-jc.ts';
import { networkJc } from './network-jc.ts';
import { notRead } from './not-read.ts';
import { oracleAsm } from './oracle-asm.ts';
import { packagesJc } from './packages-jc.ts';
import { routingTable } from './routing-table.ts';
import { virtualization } from './virtualization.ts';
import { xrandr } from './xrandr.ts';

/** Every topic of the corpus that is about Linux, in the order of the corpus. */
export const topics: readonly Topic[] = [
  batteries,
  batteriesJc,
  cpuTopology,
  ipmiFru,
  linuxCpuinfo,
  dmidecode,
  linuxStorages,
  memoryJc,
  canonicalValues,
  dhcpLeases,
  routingTable,
  networkJc,
  linuxNetwork,
  edidMonitors,
  xrandr,
  linuxVideo,
  lspciJc,
  lsusbJc,
  lsusb,
  lspci,
  idDatabases,
  oracleAsm,
  linuxBlock,
  filesystemsJc,
  filesystems,
  linuxLvm,
  linuxMultipath,
  linuxRaid,
  linuxDisks,
  linuxPackages,
  virtualization,
  databases,
  linuxAntivirus,
  linuxDistro,
  distroDetection,
  localUsers,
  kernelJc,
  packagesJc,
  linuxProc,
  ...notRead,
];
