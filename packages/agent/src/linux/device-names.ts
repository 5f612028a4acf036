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
      const text = await host.read(`${folder}/${file}`, { limitBytes: 8 * 1024 * 1024 });
      if (text !== null) return parseDeviceNames(text);
    }
    return parseDeviceNames('');
  });
}

/**
 * Looks names up in place: of some 40,000 lines a machine needs twenty, so an index would cost more than it saves.
 *
 * Layout: `8086  Vendor`, a tab and `1234  Device`, two tabs and `1af4 1041  Subsystem`; `C 03  Class`, a tab and `00  Sub-class`.
 */
export function parseDeviceNames(text: string): DeviceNames {
  const lines = `\n${text}`;
  const vendorAt = (vendorId: string) => (isId(vendorId) ? lines.indexOf(`\n${vendorId}  `) : -1);
  const deviceAt = (vendorId: string, deviceId: string) =>
    isId(deviceId) ? findBelow(lines, vendorAt(vendorId), `\n\t${deviceId}  `, /\n[^\t#\n]/g) : -1;
  return {
    vendor: (vendorId) => nameAt(lines, vendorAt(vendorId)),
    device: (vendorId, deviceId) => nameAt(lines, deviceAt(vendorId, deviceId)),
    subsystem: (vendorId, deviceId, subVendorId, subDeviceId) => {
      if (!isId(subVendorId) || !isId(subDeviceId)) return null;
      const needle = `\n\t\t${subVendorId} ${subDeviceId}  `;
      return nameAt(lines, findBelow(lines, deviceAt(vendorId, deviceId), needle, /\n\t?[^\t#\n]/g));
    },
    deviceClass: (classId, subclassId) => {
      const at = lines.indexOf(`\nC ${classId}  `);
      return nameAt(lines, subclassId === undefined ? at : findBelow(lines, at, `\n\t${subclassId}  `, /\n[^\t#\n]/g));
    },
  };
}

const isId = (id: string) => /^[0-9a-f]{4}$/.test(id);

/** Where `needle` stands between `start` and the next entry of the same or a higher level; -1 if it does not. */
function findBelow(lines: string, start: number, needle: string, nextEntry: RegExp): number {
  if (start === -1) return -1;
  const at = lines.indexOf(needle, start + 1);
  if (at === -1) return -1;
  nextEntry.lastIndex = start + 1;
  const next = nextEntry.exec(lines);
  return next === null || at < next.index ? at : -1;
}

function nameAt(lines: string, at: number): string | null {
  if (at === -1) return null;
  const end = lines.indexOf('\n', at + 1);
  const line = lines.slice(at + 1, end === -1 ? undefined : end);
  return /^.*? {2}(.*)$/.exec(line)?.[1]?.trim() || null;
}
