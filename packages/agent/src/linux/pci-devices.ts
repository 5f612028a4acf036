import { type Host, once, readLinkName, readValue } from '../host/host.ts';
import { type DeviceNames, readDeviceNames } from './device-names.ts';

export type PciDevice = {
  /** As `lspci` shows it: `00:02.0`, with the domain in front only when it is not 0000. */
  readonly slot: string;
  /** Folder below `/sys/bus/pci/devices`. */
  readonly folder: string;
  /** All ids are four lower-case hexadecimal digits. */
  readonly vendorId: string;
  readonly deviceId: string;
  readonly subVendorId: string | null;
  readonly subDeviceId: string | null;
  /** Class and sub-class, such as `0300`. */
  readonly classId: string;
  readonly revision: string | null;
  readonly driver: string | null;
  readonly vendorName: string | null;
  readonly deviceName: string | null;
  readonly subsystemName: string | null;
  readonly className: string | null;
};

const FOLDER = '/sys/bus/pci/devices';

/** Devices on the PCI buses, by slot; empty on a machine without PCI. */
export function readPciDevices(host: Host): Promise<readonly PciDevice[]> {
  return once(host, 'pci devices', async () => {
    const slots = await host.list(FOLDER);
    if (slots.length === 0) return [];
    const names = await readDeviceNames(host, 'pci.ids');
    const devices = await Promise.all(slots.map((slot) => readDevice(host, slot, names)));
    return devices.filter((device) => device !== null);
  });
}

async function readDevice(host: Host, slot: string, names: DeviceNames): Promise<PciDevice | null> {
  const folder = `${FOLDER}/${slot}`;
  const id = async (file: string) => (await readValue(host, `${folder}/${file}`))?.replace(/^0x/, '') ?? null;
  const [vendorId, deviceId, subVendorId, subDeviceId, classCode, revision, driver] = await Promise.all([
    id('vendor'),
    id('device'),
    id('subsystem_vendor'),
    id('subsystem_device'),
    id('class'),
    id('revision'),
    readLinkName(host, `${folder}/driver`),
  ]);
  if (vendorId === null || deviceId === null) return null;
  const classId = classCode?.slice(0, 4) ?? 'ffff';
  const hasSubsystem = subVendorId !== null && subDeviceId !== null && subVendorId !== '0000';
  return {
    slot: slot.replace(/^0000:/, ''),
    folder,
    vendorId,
    deviceId,
    subVendorId: hasSubsystem ? subVendorId : null,
    subDeviceId: hasSubsystem ? subDeviceId : null,
    classId,
    revision: revision === '00' ? null : revision, // as lspci: 00 means that the maker did not number it
    driver,
    vendorName: names.vendor(vendorId),
    deviceName: names.device(vendorId, deviceId),
    subsystemName: hasSubsystem ? names.subsystem(vendorId, deviceId, subVendorId, subDeviceId) : null,
    className: toClassName(classId, names),
  };
}

function toClassName(classId: string, names: DeviceNames): string | null {
  const classOnly = classId.slice(0, 2);
  return (
    names.deviceClass(classOnly, classId.slice(2)) ?? names.deviceClass(classOnly) ?? COMMON_CLASSES[classId] ?? null
  );
}

/** For machines without `pci.ids`. Source: PCI Code and ID Assignment, 1.15; spelled as in `pci.ids`. */
const COMMON_CLASSES: Readonly<Record<string, string>> = {
  '0100': 'SCSI storage controller',
  '0101': 'IDE interface',
  '0104': 'RAID bus controller',
  '0106': 'SATA controller',
  '0107': 'Serial Attached SCSI controller',
  '0108': 'Non-Volatile memory controller',
  '0180': 'Mass storage controller',
  '0200': 'Ethernet controller',
  '0207': 'Infiniband controller',
  '0280': 'Network controller',
  '0300': 'VGA compatible controller',
  '0302': '3D controller',
  '0380': 'Display controller',
  '0401': 'Multimedia audio controller',
  '0403': 'Audio device',
  '0600': 'Host bridge',
  '0601': 'ISA bridge',
  '0604': 'PCI bridge',
  '0680': 'Bridge',
  '0703': 'Modem',
  '0780': 'Communication controller',
  '0880': 'System peripheral',
  '0c00': 'FireWire (IEEE 1394)',
  '0c03': 'USB controller',
  '0c05': 'SMBus',
};

/** `Vendor device`, as a person would call it; numbers where names are not known. */
export function deviceTitle(device: PciDevice): string {
  return device.deviceName ?? `Device ${device.deviceId}`;
}
