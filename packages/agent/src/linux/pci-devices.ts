import { type Host, once, readLinkName, readValue } from '../host/host.ts';
import { type DeviceNames, readDeviceNames } from './device-names.ts';
import { parseUevent } from './uevent.ts';

export type PciDevice = {
  /** As `lspci` shows it: `00:02.0`, with the domain in front only when it is not 0000. */
  readonly slot: string;
  /** Folder below `/sys/bus/pci/devices`; null where that cannot be seen. */
  readonly folder: string | null;
  /** All ids are four lower-case hexadecimal digits. */
  readonly vendorId: string;
  readonly deviceId: string;
  readonly subVendorId: string | null;
  readonly subDeviceId: string | null;
  /** Class and sub-class, such as `0300`. */
  readonly classId: string;
  readonly revision: string | null;
  readonly driver: string | null;
  /** Memory of its own that `lspci` shows, in MiB; null where `/sys` tells. */
  readonly memoryMiB: number | null;
  readonly vendorName: string | null;
  readonly deviceName: string | null;
  /** Maker of the card the chip is on. */
  readonly subVendorName: string | null;
  readonly subsystemName: string | null;
  readonly className: string | null;
};

const FOLDER = '/sys/bus/pci/devices';

/** Devices on the PCI buses, by slot; empty on a machine without PCI. */
export function readPciDevices(host: Host): Promise<readonly PciDevice[]> {
  return once(host, 'pci devices', async () => {
    const slots = await host.list(FOLDER);
    const numbers = slots.length === 0 ? await askLspci(host) : await readNumbers(host, slots);
    if (numbers.length === 0) return [];
    const names = await readDeviceNames(host, 'pci.ids');
    return numbers.map((device) => nameDevice(device, names));
  });
}

/** What a device says of itself: numbers. */
type Numbers = Omit<PciDevice, 'vendorName' | 'deviceName' | 'subVendorName' | 'subsystemName' | 'className'> & {
  /** Where `lspci` names it: vendor and device in one, and the class. */
  readonly told?: { readonly title: string; readonly className: string };
};

async function readNumbers(host: Host, slots: readonly string[]): Promise<Numbers[]> {
  const found = await Promise.all(slots.map((slot) => readDevice(host, slot)));
  return found.filter((device) => device !== null);
}

/** Of systems whose `/sys` cannot be seen. */
async function askLspci(host: Host): Promise<Numbers[]> {
  if ((await host.stat('/proc/bus/pci')) === null) return [];
  const { parseLspci } = await import('./lspci.ts');
  const devices = parseLspci((await host.run('lspci', ['-v', '-nn'])) ?? '');
  return devices.map(({ slot, title, className, memoryMiB, ...device }) => ({
    ...device,
    slot: slot.replace(/^0000:/, ''),
    folder: null,
    memoryMiB,
    told: { title, className },
  }));
}

async function readDevice(host: Host, slot: string): Promise<Numbers | null> {
  const folder = `${FOLDER}/${slot}`;
  const told = parseUevent((await host.read(`${folder}/uevent`)) ?? '');
  const id = async (file: string) => (await readValue(host, `${folder}/${file}`))?.replace(/^0x/, '') ?? null;
  const [vendorId, deviceId] = told.PCI_ID?.toLowerCase().split(':') ?? [await id('vendor'), await id('device')];
  if (!vendorId || !deviceId) return null;
  const [subVendorId, subDeviceId] = told.PCI_SUBSYS_ID?.toLowerCase().split(':') ?? [
    await id('subsystem_vendor'),
    await id('subsystem_device'),
  ];
  const classCode = told.PCI_CLASS?.toLowerCase().padStart(6, '0') ?? (await id('class'));
  const revision = await id('revision');
  const hasSubsystem = Boolean(subVendorId && subDeviceId) && subVendorId !== '0000';
  return {
    slot: slot.replace(/^0000:/, ''),
    folder,
    vendorId,
    deviceId,
    subVendorId: hasSubsystem ? (subVendorId ?? null) : null,
    subDeviceId: hasSubsystem ? (subDeviceId ?? null) : null,
    classId: classCode?.slice(0, 4) ?? 'ffff',
    revision: revision === '00' ? null : revision, // as lspci: 00 means that the maker did not number it
    driver: told.DRIVER ?? (await readLinkName(host, `${folder}/driver`)),
    memoryMiB: null,
  };
}

function nameDevice({ told, ...device }: Numbers, names: DeviceNames): PciDevice {
  const { vendorId, deviceId, subVendorId, subDeviceId, classId } = device;
  const vendorName = names.vendor(vendorId);
  const deviceName = names.device(vendorId, deviceId);
  return {
    ...device,
    vendorName,
    deviceName: deviceName ?? titleOf(told?.title ?? null, vendorName),
    subVendorName: subVendorId === null ? null : names.vendor(subVendorId),
    subsystemName:
      subVendorId === null || subDeviceId === null
        ? null
        : names.subsystem(vendorId, deviceId, subVendorId, subDeviceId),
    className: toClassName(classId, names) ?? told?.className ?? null,
  };
}

/** What `lspci` calls a device, without the vendor; it calls all that it does not know "Device". */
function titleOf(title: string | null, vendor: string | null): string | null {
  const name = vendor !== null && title?.startsWith(`${vendor} `) === true ? title.slice(vendor.length + 1) : title;
  return name === 'Device' ? null : name;
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
