import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { type Host, readNumber, readValue } from '../../host/host.ts';
import { splitModel } from '../../linux/disk-models.ts';
import { askHdparm } from '../../linux/hdparm.ts';
import { findMaker } from '../../linux/manufacturers.ts';
import { readArrays } from '../../linux/md-arrays.ts';
import { readSecondPaths } from '../../linux/multipath.ts';
import { readRaidDisks } from '../../linux/raid/raid-disks.ts';
import { askSmartctl } from '../../linux/smartctl.ts';
import { decodeUdev, readUdevProperties, type UdevProperties } from '../../linux/udev.ts';
import { meaningful } from '../../smbios/decode-smbios.ts';

/**
 * Disks and drives: what the kernel knows (`/sys/block`), completed by what udev and smartctl asked the devices; the disks
 * behind RAID controllers instead of the arrays these make of them; software arrays.
 */
export const linuxStorages = defineCollector({
  name: 'linux/storages',
  section: sections.storages,
  platforms: ['linux'],
  timeoutMs: 60_000,
  async collect(host) {
    const blocks = await host.list('/sys/block');
    if (blocks.length === 0) return askPartitions(host);
    const [second, raidDisks, arrays] = await Promise.all([
      readSecondPaths(host, blocks),
      readRaidDisks(host),
      readArrays(host, blocks),
    ]);
    const names = blocks.filter((name) => !/^(?:loop|ram|dm-|md|zram|nbd|drbd|bcache)/.test(name) && !second.has(name));
    const found = await Promise.all(names.map((name) => readStorage(host, name)));
    const own = withoutSecondPaths(found.filter((storage) => storage !== null));
    const all = [...withoutRaidVolumes(own, raidDisks), ...raidDisks, ...arrays];
    return all;
  },
});

type Storage = Found<'storages'>;

/** Of systems whose `/sys` cannot be seen: names and sizes of whole disks, and what they say of themselves. */
async function askPartitions(host: Host): Promise<Storage[] | null> {
  const disks = parsePartitions((await host.read('/proc/partitions')) ?? '');
  return disks.length === 0
    ? null
    : Promise.all(disks.map((disk) => (canBeAsked(disk) ? askDevice(host, disk) : disk)));
}

/** Lines of major and minor number, size in KiB, and name. */
export function parsePartitions(text: string): Storage[] {
  return text.split('\n').flatMap((line) => {
    const [, , size, name] = line.trim().split(/\s+/);
    if (name === undefined || !/^(?:[shv]d[a-z]+|xvd[a-z]+|nvme\d+n\d+|mmcblk\d+|sr\d+)$/.test(name)) return [];
    const bus = busOf(name, '', {}, null);
    return [
      {
        name,
        description: bus,
        interface: bus === 'Virtual' ? null : bus,
        type: name.startsWith('sr') ? 'cdrom' : 'disk',
        size: Math.floor((Number(size) * 1024) / 1e6) || null,
      },
    ];
  });
}

async function readStorage(host: Host, name: string): Promise<Storage | null> {
  const folder = `/sys/block/${name}`;
  const path = await host.link(folder);
  // Partitions of some drivers and multipath nodes stand beside the devices, but are none.
  if (path?.includes('/virtual/') === true) return null;
  const [sectors, udev, facts] = await Promise.all([
    readNumber(host, `${folder}/size`),
    readUdevProperties(host, name),
    readFacts(host, folder),
  ]);
  const bus = busOf(name, path ?? '', udev, facts.vendor);
  const { vendor, model, manufacturer } = toMaker(facts, udev);
  const storage: Storage = {
    name,
    manufacturer,
    model: model ?? vendor,
    description: bus,
    type: typeOf(name, facts),
    interface: bus === 'Virtual' ? null : bus,
    // Sectors are 512 bytes here, whatever the device uses itself.
    size: sectors === null || sectors === 0 ? null : Math.floor((sectors * 512) / 1e6),
    serial: meaningful(udev.ID_SERIAL_SHORT ?? udev.ID_SCSI_SERIAL ?? facts.serial),
    firmware: meaningful(udev.ID_REVISION ?? facts.firmware),
    wwn: (udev.ID_WWN_WITH_EXTENSION ?? udev.ID_WWN ?? facts.wwid)?.replace(/^(?:naa\.|0x)/, '') ?? null,
    ...scsiNumbers(facts.address),
  };
  return canBeAsked(storage) ? askDevice(host, storage) : storage;
}

/** Hypervisors answer for their disks without knowing anything; optical drives have no SMART; cards are asked by the kernel alone. */
function canBeAsked({ type, description, manufacturer, model, size }: Storage): boolean {
  if (type === 'cdrom' || type === 'floppy' || !size) return false;
  if (description === 'Virtual' || description === 'MMC' || description === null) return false;
  return !/qemu|vmware|vbox|virtual|msft|xen/i.test(`${manufacturer} ${model}`);
}

/** What the device says of itself where the kernel and udev do not know, and its state. */
async function askDevice(host: Host, storage: Storage): Promise<Storage> {
  const device = `/dev/${storage.name}`;
  const report = await askSmartctl(host, device);
  if (report !== null) return { ...complete(storage, report.identity), health: report.health };
  const incomplete = !storage.serial || !storage.firmware;
  const identity =
    incomplete && /^(?:SATA|IDE)$/.test(storage.description ?? '') ? await askHdparm(host, device) : null;
  return identity === null ? storage : complete(storage, identity);
}

function complete(storage: Storage, told: Storage): Storage {
  const known = Object.entries(storage).filter(([, value]) => value !== null && value !== undefined);
  const row: Storage = { ...told, ...Object.fromEntries(known) };
  // The kernel cuts models off at 16 characters, and revisions at 4.
  if (told.model && storage.model && told.model.startsWith(storage.model)) row.model = told.model;
  if (told.firmware && storage.firmware && told.firmware.endsWith(storage.firmware)) row.firmware = told.firmware;
  return row;
}

type Facts = {
  readonly vendor: string | null;
  readonly model: string | null;
  readonly firmware: string | null;
  readonly serial: string | null;
  readonly wwid: string | null;
  readonly removable: boolean;
  readonly scsiType: number | null;
  /** `host:channel:unit:lun` of SCSI devices. */
  readonly address: string | null;
};

async function readFacts(host: Host, folder: string): Promise<Facts> {
  const value = (file: string) => readValue(host, `${folder}/${file}`);
  const link = await host.link(`${folder}/device`);
  const entries = new Set(link === null ? [] : await host.list(`${folder}/device`));
  // Each kind of device has a few of them.
  const own = (file: string) => (entries.size === 0 || entries.has(file) ? value(`device/${file}`) : null);
  const [vendor, model, name, revision, firmware, serial, diskSerial, page80, wwid, blockWwid, removable, scsiType] =
    await Promise.all([
      own('vendor'),
      own('model'),
      own('name'), // of memory cards
      own('rev'),
      own('firmware_rev'),
      own('serial'),
      value('serial'), // of virtio
      entries.size === 0 || entries.has('vpd_pg80') ? host.readBytes(`${folder}/device/vpd_pg80`) : null,
      own('wwid'),
      value('wwid'),
      value('removable'),
      own('type'),
    ]);
  const naa = [wwid, blockWwid].find((id) => id?.startsWith('naa.') || id?.startsWith('eui.'));
  return {
    vendor,
    model: model ?? name,
    firmware: revision ?? firmware ?? (entries.has('fwrev') ? await value('device/fwrev') : null),
    serial: serial ?? diskSerial ?? serialOfPage(page80),
    wwid: naa?.replace(/^eui\./, '') ?? null,
    removable: removable === '1',
    scsiType: scsiType !== null && /^\d+$/.test(scsiType) ? Number(scsiType) : null,
    address: /(\d+:\d+:\d+:\d+)$/.exec(link ?? '')?.[1] ?? null,
  };
}

/** "Unit serial number" page: four bytes of head, then text. Source: SPC-4 §7.8.15. */
export function serialOfPage(page: Uint8Array | null): string | null {
  if (page === null || page.length <= 4) return null;
  const length = ((page[2] ?? 0) << 8) | (page[3] ?? 0);
  return new TextDecoder('windows-1252').decode(page.subarray(4, 4 + length)).trim() || null;
}

function toMaker(facts: Facts, udev: UdevProperties) {
  const model = decodeUdev(udev.ID_MODEL_ENC) ?? facts.model; // the kernel cuts models off at 16 characters
  // "ATA" is how the kernel passes SATA disks on as SCSI ones; 0x1af4 is the PCI number of virtio.
  const vendor = facts.vendor === null || /^ATA$|^0x/i.test(facts.vendor) ? null : facts.vendor.replace(/-+$/, '');
  const virtio = facts.vendor === '0x1af4' ? 'Red Hat, Inc.' : null;
  return {
    vendor,
    model,
    manufacturer: virtio ?? findMaker(vendor) ?? vendor ?? splitModel(model).manufacturer,
  };
}

function busOf(name: string, path: string, udev: UdevProperties, vendor: string | null): string | null {
  if (name.startsWith('nvme') || path.includes('/nvme')) return 'NVME';
  if (name.startsWith('mmcblk')) return 'MMC';
  if (/^(?:vd|xvd)/.test(name) || path.includes('/virtio')) return 'Virtual';
  if (udev.ID_BUS === 'usb' || path.includes('/usb')) return 'USB';
  if (udev.ID_ATA_SATA === '1') return 'SATA';
  if (name.startsWith('hd') || (udev.ID_BUS === 'ata' && udev.ID_ATA_SATA === undefined && udev.ID_TYPE === 'cd'))
    return 'IDE';
  if (path.includes('/ata') || vendor === 'ATA') return 'SATA';
  if (path.includes('/end_device-')) return 'SAS';
  return /^(?:sd|sr|st)/.test(name) ? 'SCSI' : null;
}

const SCSI_CDROM = 5;

function typeOf(name: string, facts: Facts): string {
  if (name.startsWith('sr') || facts.scsiType === SCSI_CDROM) return 'cdrom';
  if (name.startsWith('fd')) return 'floppy';
  return facts.removable ? 'removable' : 'disk';
}

function scsiNumbers(address: string | null): Storage {
  const [controller, channel, unit, lun] = address?.split(':') ?? [];
  if (lun === undefined) return {};
  return { scsiController: controller ?? null, scsiChannel: channel ?? null, scsiUnit: unit ?? null, scsiLun: lun };
}

/** A disk that is reached over several cables is one disk. */
export function withoutSecondPaths(found: readonly Storage[]): Storage[] {
  const seen = new Set<string>();
  return found.filter(({ wwn, serial, type }) => {
    if (!wwn || !serial || type !== 'disk') return true;
    const key = `${wwn} ${serial}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** What controllers show the kernel instead of the disks behind them: their arrays bear the controller's name. */
const RAID_VOLUME =
  /^(?:PERC|LOGICAL VOLUME|MegaRAID|MR\d|ServeRAID|LSI|AVAGO|RAID|Logical Volume|9\d{3}\w*-\w+ +DISK)/i;

/** The disks behind controllers, once each: those that the kernel shows as well know more than their programs. */
export function withoutRaidVolumes(own: readonly Storage[], raidDisks: readonly Storage[]): Storage[] {
  if (raidDisks.length === 0) return [...own];
  const serials = new Set(raidDisks.map(({ serial }) => serial).filter(Boolean));
  return own.filter(({ model, serial }) => !RAID_VOLUME.test(model ?? '') && !serials.has(serial ?? ''));
}
