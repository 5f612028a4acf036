import { type Host, once } from '../host/host.ts';

/** Names from `pci.ids` or `usb.ids`, which have the same layout. All ids are lower-case hexadecimal. */
export type DeviceNames = {
  vendor(vendorId: string): string | null;
  device(vendorId: string, deviceId: string): string | null;
  subsystem(vendorId: string, deviceId: string, subVendorId: string, subDeviceId: string): string | null;
  /** Name of a class, or of a class and its sub-class. */
  deviceClass(classId: string, subclassId?: string): string | null;
};

const FOLDERS = ['/usr/share/misc', '/usr/share/hwdata', '/usr/share', '/var/lib/pciutils', '/var/lib/usbutils'];

/** The first copy that is installed; a machine without one gets numbers instead of names. */
export function readDeviceNames(host: Host, file: 'pci.ids' | 'usb.ids'): Promise<DeviceNames> {
  return once(host, file, async () => {
    for (const folder of FOLDERS) {
      const bytes = await host.readBytes(`${folder}/${file}`, { limitBytes: 8 * 1024 * 1024 });
      if (bytes !== null) return parseDeviceNames(bytes);
    }
    return parseDeviceNames(Buffer.alloc(0));
  });
}

/**
 * Looks names up in place: of some 40,000 lines a machine needs twenty, so an index, and even a text of the whole, would cost
 * more than it saves.
 *
 * Layout: `8086  Vendor`, a tab and `1234  Device`, two tabs and `1af4 1041  Subsystem`; `C 03  Class`, a tab and `00  Sub-class`.
 */
export function parseDeviceNames(bytes: Uint8Array): DeviceNames {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = new Map<string, Buffer>();
  /** Lines of a vendor or a class with all below it; empty if it is not known. */
  const partOf = (prefix: string, find: (prefix: string) => number): Buffer => {
    const known = parts.get(prefix);
    if (known !== undefined) return known;
    const at = find(prefix);
    const part = at === -1 ? NOTHING : lines.subarray(at, endOfPart(lines, at));
    parts.set(prefix, part);
    return part;
  };
  const vendorPart = (vendorId: string) =>
    isId(vendorId) ? partOf(`${vendorId}  `, (prefix) => findLine(lines, prefix, 0)) : NOTHING;
  const deviceAt = (part: Buffer, deviceId: string) => (isId(deviceId) ? findLine(part, `\t${deviceId}  `, 0) : -1);
  return {
    vendor: (vendorId) => nameAt(vendorPart(vendorId), 0),
    device: (vendorId, deviceId) => {
      const part = vendorPart(vendorId);
      return nameAt(part, deviceAt(part, deviceId));
    },
    subsystem: (vendorId, deviceId, subVendorId, subDeviceId) => {
      if (!isId(subVendorId) || !isId(subDeviceId)) return null;
      const part = vendorPart(vendorId);
      return nameAt(part, findBelow(part, deviceAt(part, deviceId), `\t\t${subVendorId} ${subDeviceId}  `));
    },
    deviceClass: (classId, subclassId) => {
      // Classes stand at the end of the file.
      const part = partOf(
        `C ${classId}  `,
        (prefix) => lines.lastIndexOf(`\n${prefix}`, lines.length, 'latin1') + 1 || -1,
      );
      return nameAt(part, subclassId === undefined ? 0 : findLine(part, `\t${subclassId}  `, 0));
    },
  };
}

const NOTHING = Buffer.alloc(0);
const [TAB, LINE_FEED, HASH] = [9, 10, 35];

/** Where the next entry of the highest level begins. */
function endOfPart(lines: Buffer, start: number): number {
  let at = lines.indexOf(LINE_FEED, start);
  while (at !== -1) {
    const first = lines[at + 1];
    if (first !== TAB && first !== HASH && first !== LINE_FEED) return at + 1;
    at = lines.indexOf(LINE_FEED, at + 1);
  }
  return lines.length;
}

const isId = (id: string) => /^[0-9a-f]{4}$/.test(id);

/** Where the first line begins that starts with `prefix`, from the line at `from` on; -1 if there is none. */
function findLine(lines: Buffer, prefix: string, from: number): number {
  if (from === 0 && lines.toString('latin1', 0, prefix.length) === prefix) return 0;
  const before = lines.indexOf(`\n${prefix}`, from, 'latin1');
  return before === -1 ? -1 : before + 1;
}

/** The line with that prefix among the subsystems of the device at `start`; -1 if there is none. */
function findBelow(part: Buffer, start: number, prefix: string): number {
  if (start === -1) return -1;
  const at = findLine(part, prefix, start);
  return at === -1 || /\n\t?[^\t#\n]/.test(part.toString('latin1', start, at)) ? -1 : at;
}

function nameAt(lines: Buffer, at: number): string | null {
  if (at === -1 || lines.length === 0) return null;
  const end = lines.indexOf(10, at);
  const line = lines.toString('utf8', at, end === -1 ? lines.length : end);
  return /^.*? {2}(.*)$/.exec(line)?.[1]?.trim() || null;
}
