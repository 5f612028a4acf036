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
  const known = new Map<string, number>();
  // Several devices are of one vendor or class, and each search goes through a megabyte.
  const topLineAt = (prefix: string) => {
    const at = known.get(prefix) ?? findLine(lines, prefix, 0);
    known.set(prefix, at);
    return at;
  };
  const vendorAt = (vendorId: string) => (isId(vendorId) ? topLineAt(`${vendorId}  `) : -1);
  const deviceAt = (vendorId: string, deviceId: string) =>
    isId(deviceId) ? findBelow(lines, vendorAt(vendorId), `\t${deviceId}  `, /\n[^\t#\n]/) : -1;
  return {
    vendor: (vendorId) => nameAt(lines, vendorAt(vendorId)),
    device: (vendorId, deviceId) => nameAt(lines, deviceAt(vendorId, deviceId)),
    subsystem: (vendorId, deviceId, subVendorId, subDeviceId) => {
      if (!isId(subVendorId) || !isId(subDeviceId)) return null;
      const needle = `\t\t${subVendorId} ${subDeviceId}  `;
      return nameAt(lines, findBelow(lines, deviceAt(vendorId, deviceId), needle, /\n\t?[^\t#\n]/));
    },
    deviceClass: (classId, subclassId) => {
      const at = topLineAt(`C ${classId}  `);
      return nameAt(lines, subclassId === undefined ? at : findBelow(lines, at, `\t${subclassId}  `, /\n[^\t#\n]/));
    },
  };
}

const isId = (id: string) => /^[0-9a-f]{4}$/.test(id);

/** Where the first line begins that starts with `prefix`, from the line at `from` on; -1 if there is none. */
function findLine(lines: Buffer, prefix: string, from: number): number {
  if (from === 0 && lines.toString('latin1', 0, prefix.length) === prefix) return 0;
  const before = lines.indexOf(`\n${prefix}`, from, 'latin1');
  return before === -1 ? -1 : before + 1;
}

/** The line with that prefix between the one at `start` and the next entry of the same or a higher level; -1 if there is none. */
function findBelow(lines: Buffer, start: number, prefix: string, nextEntry: RegExp): number {
  if (start === -1) return -1;
  const at = findLine(lines, prefix, start);
  return at === -1 || nextEntry.test(lines.toString('latin1', start, at)) ? -1 : at;
}

function nameAt(lines: Buffer, at: number): string | null {
  if (at === -1) return null;
  const end = lines.indexOf(10, at);
  const line = lines.toString('utf8', at, end === -1 ? lines.length : end);
  return /^.*? {2}(.*)$/.exec(line)?.[1]?.trim() || null;
}
