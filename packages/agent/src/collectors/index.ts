import type { AnyCollector } from '../define-collector.ts';
import { linuxAntivirus } from './linux/antivirus.ts';
import { linuxBatteries } from './linux/batteries.ts';
import { linuxBios } from './linux/bios.ts';
import { linuxCameras } from './linux/cameras.ts';
import { linuxCertificates } from './linux/certificates.ts';
import { linuxControllers } from './linux/controllers.ts';
import { linuxCpus } from './linux/cpus.ts';
import { linuxDatabases } from './linux/databases.ts';
import { linuxDatabasesServices } from './linux/databases-services.ts';
import { linuxDrives } from './linux/drives.ts';
import { linuxEnvs } from './linux/envs.ts';
import { linuxFirewalls } from './linux/firewalls.ts';
import { linuxFirmwares } from './linux/firmwares.ts';
import { linuxHardware } from './linux/hardware.ts';
import { linuxInputs } from './linux/inputs.ts';
import { linuxKernelModules } from './linux/kernel-modules.ts';
import { linuxLicenseInfos } from './linux/license-infos.ts';
import { linuxListeningPorts } from './linux/listening-ports.ts';
import { linuxLocalGroups } from './linux/local-groups.ts';
import { linuxLocalUsers } from './linux/local-users.ts';
import { linuxLogicalVolumes } from './linux/logical-volumes.ts';
import { linuxMemories } from './linux/memories.ts';
import { linuxModems } from './linux/modems.ts';
import { linuxMonitors } from './linux/monitors.ts';
import { linuxNetworks } from './linux/networks.ts';
import { linuxOperatingSystem } from './linux/operating-system.ts';
import { linuxPendingUpdates } from './linux/pending-updates.ts';
import { linuxPhysicalVolumes } from './linux/physical-volumes.ts';
import { linuxPorts } from './linux/ports.ts';
import { linuxPowerSupplies } from './linux/power-supplies.ts';
import { linuxPrinters } from './linux/printers.ts';
import { linuxProcesses } from './linux/processes.ts';
import { linuxRemoteManagement } from './linux/remote-management.ts';
import { linuxRepositories } from './linux/repositories.ts';
import { linuxServices } from './linux/services.ts';
import { linuxSessions } from './linux/sessions.ts';
import { linuxSimCards } from './linux/sim-cards.ts';
import { linuxSlots } from './linux/slots.ts';
import { linuxSoftware } from './linux/software.ts';
import { linuxSounds } from './linux/sounds.ts';
import { linuxStorages } from './linux/storages.ts';
import { linuxUsbDevices } from './linux/usb-devices.ts';
import { linuxUsers } from './linux/users.ts';
import { linuxVideos } from './linux/videos.ts';
import { linuxVirtualMachines } from './linux/virtual-machines.ts';
import { linuxVolumeGroups } from './linux/volume-groups.ts';

/** Every collector. */
export const collectors: readonly AnyCollector[] = [
  linuxAntivirus,
  linuxBatteries,
  linuxBios,
  linuxCertificates,
  linuxCameras,
  linuxControllers,
  linuxCpus,
  linuxDatabases,
  linuxDatabasesServices,
  linuxDrives,
  linuxEnvs,
  linuxFirewalls,
  linuxFirmwares,
  linuxHardware,
  linuxInputs,
  linuxKernelModules,
  linuxLicenseInfos,
  linuxListeningPorts,
  linuxLocalGroups,
  linuxLocalUsers,
  linuxLogicalVolumes,
  linuxMemories,
  linuxModems,
  linuxMonitors,
  linuxNetworks,
  linuxOperatingSystem,
  linuxPendingUpdates,
  linuxPhysicalVolumes,
  linuxPorts,
  linuxPowerSupplies,
  linuxPrinters,
  linuxProcesses,
  linuxRemoteManagement,
  linuxRepositories,
  linuxServices,
  linuxSessions,
  linuxSimCards,
  linuxSlots,
  linuxSoftware,
  linuxSounds,
  linuxStorages,
  linuxUsbDevices,
  linuxUsers,
  linuxVideos,
  linuxVirtualMachines,
  linuxVolumeGroups,
];
