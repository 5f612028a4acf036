export type Edid = {
  readonly name: string | null;
  /** Three letters that identify the maker. */
  readonly pnpId: string;
  /** Name of the maker, if it is one of the common ones. */
  readonly manufacturer: string | null;
  readonly serial: string | null;
  /** The serial number in its other form: the text, or the number of the head. */
  readonly alternateSerial: string | null;
  /** `week/year`, or the year alone. */
  readonly madeIn: string | null;
};

const HEADER = [0, 255, 255, 255, 255, 255, 255, 0];
const SERIAL_DESCRIPTOR = 0xff;
const TEXT_DESCRIPTOR = 0xfe;
const NAME_DESCRIPTOR = 0xfc;

/**
 * Identification block of a screen; null when it is none.
 *
 * A wrong checksum is accepted: screens with one are about, and what they say of themselves is right.
 * Source: VESA E-EDID standard, release A.
 */
export function decodeEdid(bytes: Uint8Array): Edid | null {
  if (bytes.length < 128 || HEADER.some((byte, at) => bytes[at] !== byte)) return null;
  const pnpId = toPnpId(bytes);
  return {
    name: descriptorText(bytes, NAME_DESCRIPTOR) ?? descriptorText(bytes, TEXT_DESCRIPTOR),
    pnpId,
    manufacturer: MAKERS[pnpId] ?? null,
    ...serialsOf(bytes, pnpId),
    madeIn: toMadeIn(bytes[16] ?? 0, bytes[17] ?? 0),
  };
}

type Serials = { readonly serial: string | null; readonly alternateSerial: string | null };

/** The serial number as it is printed on the screen: makers put parts of it into the text, parts into the number. */
function serialsOf(bytes: Uint8Array, pnpId: string): Serials {
  const number = numberAt(bytes, 12);
  const hasNumber = number !== 0 && number !== 0x01010101;
  const digits = hasNumber ? number.toString(16).padStart(8, '0') : null;
  const written = descriptorText(bytes, SERIAL_DESCRIPTOR);
  const text = written === '0' ? null : written;
  const product = numberAt(bytes, 10) & 0xffff;
  const printed = hasNumber ? printedSerial(pnpId, product, number, text) : null;
  if (printed !== null) return { serial: printed, alternateSerial: text ?? digits };
  const other = hasNumber ? otherSerial(pnpId, number, text) : null;
  return { serial: text ?? digits, alternateSerial: other ?? (text === null ? null : digits) };
}

/** What may be printed on models whose rule is not known. */
function otherSerial(pnpId: string, number: number, text: string | null): string | null {
  if (pnpId === 'SAM' && text !== null && lettersOf(number).length === 4) return reversed(lettersOf(number)) + text;
  if (pnpId === 'GSM' && text === null) return toLgSerial(number);
  return null;
}

const toLgSerial = (number: number) => toBase34(Math.floor(number / 1000)) + String(number % 1000).padStart(3, '0');

/** Source: collectors §MONITORS, "vendor rules"; null where a maker has none. */
function printedSerial(pnpId: string, product: number, number: number, text: string | null): string | null {
  const hex = number.toString(16).padStart(8, '0');
  if (pnpId === 'ACR' && text?.length === 12) return text.slice(0, 8) + hex + text.slice(8);
  if (pnpId === 'GSM' && product === 0x4b21) return toLgSerial(number);
  if (pnpId === 'SAM' && product === 0x0c18) return String(number);
  if (pnpId === 'ENC' && text === null) return String(number);
  if (pnpId === 'PHL' && text === null) return String(number).padStart(6, '0');
  if (pnpId === 'BNQ' && text !== null) return lettersOf(number) + text;
  if (pnpId === 'SAM' && text !== null && /^[A-Z]{4}$/.test(lettersOf(number)))
    return reversed(lettersOf(number)) + text;
  return null;
}

/** Digits and letters without I and O, which are taken for 1 and 0. */
function toBase34(value: number): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  return value === 0 ? '' : toBase34(Math.floor(value / 34)) + alphabet[value % 34];
}

const reversed = (text: string) => [...text].reverse().join('');

/** Bytes of the number that are capitals or digits, as text, the lowest first. */
function lettersOf(number: number): string {
  return [0, 8, 16, 24]
    .map((shift) => String.fromCharCode((number >>> shift) & 255))
    .filter((letter) => /[A-Z0-9]/.test(letter))
    .join('');
}

const numberAt = (bytes: Uint8Array, at: number) =>
  ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;

/** Three letters of five bits, big-endian. */
function toPnpId(bytes: Uint8Array): string {
  const packed = ((bytes[8] ?? 0) << 8) | (bytes[9] ?? 0);
  return [10, 5, 0].map((shift) => String.fromCharCode(64 + ((packed >> shift) & 31))).join('');
}

/** Texts of the descriptors with this tag: long names take two. */
function descriptorText(bytes: Uint8Array, tag: number): string | null {
  const texts = [54, 72, 90, 108]
    .filter((at) => bytes[at] === 0 && bytes[at + 1] === 0 && bytes[at + 3] === tag)
    .map((at) => printable(bytes.subarray(at + 5, at + 18)));
  return (tag === SERIAL_DESCRIPTOR ? (texts[0] ?? '') : texts.join(' ')).trim() || null;
}

/** Up to the line feed that ends it, or the first byte that is no character. */
function printable(bytes: Uint8Array): string {
  const end = bytes.findIndex((byte) => byte < 32 || byte > 126);
  return String.fromCharCode(...bytes.subarray(0, end === -1 ? bytes.length : end)).trim();
}

/** Week 0: not given; 255: the year is that of the model. */
function toMadeIn(week: number, yearsSince1990: number): string | null {
  if (yearsSince1990 === 0) return null;
  const year = 1990 + yearsSince1990;
  return week === 0 || week > 54 ? String(year) : `${week}/${year}`;
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** Source: UEFI Forum, PNP ID registry; the makers of screens that are about. */
const MAKERS: Readonly<Record<string, string>> = {
  AAC: 'AcerView',
  ACI: 'Asus Computer Inc',
  ACR: 'Acer Technologies',
  AOC: 'AOC International (USA) Ltd.',
  APP: 'Apple Computer Inc',
  AUO: 'AU Optronics',
  AUS: 'ASUS',
  BNQ: 'BenQ Corporation',
  BOE: 'BOE',
  CMN: 'Chimei Innolux Corporation',
  CMO: 'Chi Mei Optoelectronics corp.',
  CPQ: 'Compaq Computer Company',
  DEL: 'Dell Inc.',
  ENC: 'Eizo Nanao Corporation',
  EPI: 'Envision Peripherals, Inc',
  FUS: 'Fujitsu Siemens Computers GmbH',
  GSM: 'LG Electronics',
  HPN: 'HP Inc.',
  HSD: 'HannStar Display Corp',
  HWP: 'Hewlett Packard',
  IVM: 'Iiyama North America',
  LEN: 'Lenovo Group Limited',
  LGD: 'LG Display',
  LPL: 'LG Philips',
  MEI: 'Panasonic Industry Company',
  MSI: 'Microstep',
  NEC: 'NEC Corporation',
  PHL: 'Philips Consumer Electronics Company',
  SAM: 'Samsung Electric Company',
  SDC: 'Samsung Display Corp',
  SEC: 'Seiko Epson Corporation',
  SHP: 'Sharp Corporation',
  SNY: 'Sony Corporation',
  TSB: 'Toshiba America Info Systems Inc',
  VSC: 'ViewSonic Corporation',
};
