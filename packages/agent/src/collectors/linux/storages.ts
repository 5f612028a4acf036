import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { type Host, readNumber, readValue } from '../../host/host.ts';
import { findMaker } from '../../linux/manufacturers.ts';
import { decodeUdev, readUdevProperties, type UdevProperties } from '../../linux/udev.ts';
import { meaningful } from '../../smbios/decode-smbios.ts';

/** Disks and drives: what the kernel knows (`/sys/block`), completed by what udev asked the devices. */
export const linuxStorages = defineCollector({
  name: 'linux/storages',
  section: sections.storages,
  platforms: ['linux'],
  async collect(host) {
    const names = (await host.list('/sys/block')).filter(
      (name) => !/^(?:loop|ram|dm-|md|zram|nbd|drbd|bcache)/.test(name),
    );
    if (names.length === 0) return null;
    const found = await Promise.all(names.map((name) => readStorage(host, name)));
    return withoutSecondPaths(found.filter((storage) => storage !== null));
  },
});

type Storage = Found<'storages'>;

async function readStorage(host: Host, name: string): Promise<Storage | null> {
  const folder = `/sys/block/${name}`;
  const [path, sectors, udev, facts] = await Promise.all([
    host.link(folder),
    readNumber(host, `${folder}/size`),
    readUdevProperties(host, name),
    readFacts(host, folder),
  ]);
  // Partitions of some drivers and multipath nodes stand beside the devices, but are none.
  if (path?.includes('/virtual/') === true) return null;
  const bus = busOf(name, path ?? '', udev, facts.vendor);
  const { vendor, model, manufacturer } = toMaker(facts, udev);
  return {
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
  const [
    vendor,
    model,
    revision,
    nvmeFirmware,
    serial,
    virtioSerial,
    page80,
    wwid,
    blockWwid,
    removable,
    scsiType,
    link,
  ] = await Promise.all([
    value('device/vendor'),
    value('device/model'),
    value('device/rev'),
    value('device/firmware_rev'),
    value('device/serial'),
    value('serial'),
    host.readBytes(`${folder}/device/vpd_pg80`),
    value('device/wwid'),
    value('wwid'),
    value('removable'),
    readNumber(host, `${folder}/device/type`),
    host.link(`${folder}/device`),
  ]);
  const naa = [wwid, blockWwid].find((id) => id?.startsWith('naa.'));
  return {
    vendor,
    model,
    firmware: revision ?? nvmeFirmware,
    serial: serial ?? virtioSerial ?? serialOfPage(page80),
    wwid: naa ?? null,
    removable: removable === '1',
    scsiType,
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
  return { vendor, model, manufacturer: virtio ?? findMaker(vendor) ?? vendor ?? findMaker(model) };
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
