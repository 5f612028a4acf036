import type { SectionName } from '@muster/protocol';

/**
 * Sections by the names that GLPI and FusionInventory have for what may be left out.
 *
 * Those of hardware, bios and the agent itself are missing: an inventory without them is of nothing.
 * Source: glpi-fusion-server §7.3.
 */
const CATEGORIES: Readonly<Record<string, readonly SectionName[]>> = {
  antivirus: ['antivirus'],
  battery: ['batteries'],
  controller: ['controllers'],
  cpu: ['cpus'],
  database: ['databasesServices', 'databases'],
  drive: ['drives'],
  environment: ['envs'],
  firewall: ['firewalls'],
  input: ['inputs'],
  licenseinfo: ['licenseInfos'],
  local_group: ['localGroups'],
  local_user: ['localUsers'],
  lvm: ['physicalVolumes', 'volumeGroups', 'logicalVolumes'],
  memory: ['memories'],
  modem: ['modems'],
  monitor: ['monitors'],
  network: ['networks'],
  os: ['operatingSystem'],
  port: ['ports'],
  printer: ['printers'],
  process: ['processes'],
  psu: ['powerSupplies'],
  registry: ['registry'],
  remote_mgmt: ['remoteManagement'],
  slot: ['slots'],
  software: ['software'],
  sound: ['sounds'],
  storage: ['storages'],
  usb: ['usbDevices'],
  user: ['users'],
  video: ['videos'],
  virtualmachine: ['virtualMachines', 'virtualMachineDrives'],
};

/** Sections of categories, each once; unknown ones are none. */
export function sectionsOfCategories(categories: readonly string[]): SectionName[] {
  const found = categories.flatMap((category) => {
    const name = category.trim().toLowerCase();
    return Object.hasOwn(CATEGORIES, name) ? (CATEGORIES[name] ?? []) : [];
  });
  return [...new Set(found)];
}
