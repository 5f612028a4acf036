/** What tells one machine from another. Hardware first: it stays when a system is installed anew. */
export const evidenceKinds = [
  'uuid',
  'serial',
  'boardSerial',
  'diskSerial',
  'mac',
  'assetTag',
  'agentId',
  'name',
  'model',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/**
 * An SMBIOS UUID in the one spelling that counts: capital letters, and of the two orders of its first bytes the lesser.
 *
 * Source: SMBIOS 7.2.1. Programs disagree whether the first three fields are little-endian, so that one machine reports
 * `4C4C4544-0048-3410-…` and `44454C4C-4800-1034-…`; VMware writes `VMware-56 4d …`.
 */
export function toUuid(value: unknown): string | null {
  const hex = String(value ?? '')
    .replace(/^vmware-/i, '')
    .replace(/[^0-9a-f]/gi, '')
    .toUpperCase();
  if (hex.length !== 32) return null;
  const swap = (from: number, to: number) => hex.slice(from, to).match(/../g)?.reverse().join('') ?? '';
  const swapped = swap(0, 8) + swap(8, 12) + swap(12, 16) + hex.slice(16);
  const [least = hex] = [hex, swapped].sort();
  return least.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Serial numbers are compared without regard to case and blanks; HP's barcodes add a leading S. */
export function toSerial(value: unknown, manufacturer: unknown): string | null {
  const serial = String(value ?? '')
    .trim()
    .replace(/\s+/g, ' ')
    .toUpperCase();
  if (serial.length < 3) return null;
  if (/^(hewlett|hp\b)/i.test(String(manufacturer ?? '')) && /^S[A-Z0-9]{10}$/.test(serial)) return serial.slice(1);
  return serial;
}

/** Lower case with colons; group addresses belong to nobody. */
export function toMac(value: unknown): string | null {
  const hex = String(value ?? '')
    .replace(/[^0-9a-f]/gi, '')
    .toLowerCase();
  if (hex.length !== 12) return null;
  const isMulticast = (Number.parseInt(hex.slice(0, 2), 16) & 1) === 1;
  return isMulticast ? null : (hex.match(/../g)?.join(':') ?? null);
}

/** Host name without domain, lower case. */
export function toName(value: unknown): string | null {
  const name = String(value ?? '')
    .trim()
    .toLowerCase();
  return name === '' || name === 'localhost' ? null : (name.split('.')[0] ?? null);
}

/** Model of the machine, compared without regard to case. */
export function toModel(value: unknown): string | null {
  const model = String(value ?? '')
    .trim()
    .toUpperCase();
  return model === '' ? null : model;
}
