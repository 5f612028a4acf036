import type { Section } from '../define-section.ts';
import { accessLog } from './access-log.ts';
import { accountInfo } from './account-info.ts';
import { antivirus } from './antivirus.ts';
import { batteries } from './batteries.ts';
import { bios } from './bios.ts';
import { cameras } from './cameras.ts';
import { cartridges } from './cartridges.ts';
import { certificates } from './certificates.ts';
import { consumables } from './consumables.ts';
import { controllers } from './controllers.ts';
import { cpus } from './cpus.ts';
import { databases } from './databases.ts';
import { databasesServices } from './databases-services.ts';
import { deviceErrors } from './device-errors.ts';
import { downloadHistory } from './download-history.ts';
import { drives } from './drives.ts';
import { envs } from './envs.ts';
import { firewalls } from './firewalls.ts';
import { firmwares } from './firmwares.ts';
import { hardware } from './hardware.ts';
import { inputs } from './inputs.ts';
import { ipDiscover } from './ip-discover.ts';
import { javaInfo } from './java-info.ts';
import { journalLogs } from './journal-logs.ts';
import { jvms } from './jvms.ts';
import { kernelModules } from './kernel-modules.ts';
import { licenseInfos } from './license-infos.ts';
import { listeningPorts } from './listening-ports.ts';
import { localGroups } from './local-groups.ts';
import { localUsers } from './local-users.ts';
import { logicalVolumes } from './logical-volumes.ts';
import { memories } from './memories.ts';
import { modems } from './modems.ts';
import { monitors } from './monitors.ts';
import { networkComponents } from './network-components.ts';
import { networkDevice } from './network-device.ts';
import { networkPortConnections } from './network-port-connections.ts';
import { networkPortVlans } from './network-port-vlans.ts';
import { networkPorts } from './network-ports.ts';
import { networks } from './networks.ts';
import { operatingSystem } from './operating-system.ts';
import { pageCounters } from './page-counters.ts';
import { pendingUpdates } from './pending-updates.ts';
import { physicalVolumes } from './physical-volumes.ts';
import { ports } from './ports.ts';
import { powerSupplies } from './power-supplies.ts';
import { printers } from './printers.ts';
import { processes } from './processes.ts';
import { registry } from './registry.ts';
import { remoteManagement } from './remote-management.ts';
import { repositories } from './repositories.ts';
import { saas } from './saas.ts';
import { sensors } from './sensors.ts';
import { services } from './services.ts';
import { sessions } from './sessions.ts';
import { simCards } from './sim-cards.ts';
import { slots } from './slots.ts';
import { software } from './software.ts';
import { sounds } from './sounds.ts';
import { storages } from './storages.ts';
import { usbDevices } from './usb-devices.ts';
import { users } from './users.ts';
import { versionProvider } from './version-provider.ts';
import { videos } from './videos.ts';
import { virtualMachineDrives } from './virtual-machine-drives.ts';
import { virtualMachines } from './virtual-machines.ts';
import { volumeGroups } from './volume-groups.ts';

/** Every section, in the order of the reference page and of the tabs. A parent stands before its children. */
export const sections = {
  hardware,
  bios,
  operatingSystem,
  firmwares,
  kernelModules,
  cpus,
  memories,
  storages,
  drives,
  physicalVolumes,
  volumeGroups,
  logicalVolumes,
  slots,
  controllers,
  ports,
  inputs,
  monitors,
  videos,
  sounds,
  usbDevices,
  printers,
  modems,
  simCards,
  cameras,
  sensors,
  batteries,
  powerSupplies,
  networks,
  ipDiscover,
  listeningPorts,
  software,
  pendingUpdates,
  licenseInfos,
  repositories,
  databasesServices,
  databases,
  registry,
  saas,
  javaInfo,
  jvms,
  envs,
  processes,
  services,
  users,
  sessions,
  localUsers,
  localGroups,
  virtualMachines,
  virtualMachineDrives,
  antivirus,
  firewalls,
  remoteManagement,
  certificates,
  accountInfo,
  downloadHistory,
  journalLogs,
  accessLog,
  versionProvider,
  networkDevice,
  networkPorts,
  networkPortConnections,
  networkPortVlans,
  networkComponents,
  pageCounters,
  cartridges,
  consumables,
  deviceErrors,
} as const satisfies Record<string, Section>;

export type Sections = typeof sections;
export type SectionName = keyof Sections;
