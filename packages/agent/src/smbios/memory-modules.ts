import type { Found } from '../define-collector.ts';
import type { MemoryFacts } from './smbios.ts';

/** Rows of memory modules, numbered by slot. */
export function toMemories(modules: readonly MemoryFacts[]): Found<'memories'>[] {
  return modules.map((module, at) => toMemory(module, at + 1));
}

function toMemory(module: MemoryFacts, slot: number): Found<'memories'> {
  const empty = module.capacityMiB === null;
  const model = empty ? null : toModel(module.partNumber);
  const hyperV = /^microsoft/i.test(module.manufacturer ?? '') && module.formFactor === null;
  return {
    slot,
    caption: module.locator,
    description: hyperV ? 'Hyper-V Memory' : module.formFactor,
    formFactor: module.formFactor,
    capacity: module.capacityMiB,
    type: module.type ?? typeOfModel(model),
    speed: module.speed === null ? null : String(module.speed),
    manufacturer: empty ? null : (toModuleMaker(module.manufacturer) ?? makerOfModel(model)),
    serial: empty ? null : toModuleSerial(module.serial),
    model,
    errorCorrection: module.errorCorrection === 'None' ? null : module.errorCorrection,
  };
}

/** Firmware numbers what it knows nothing of: "SerNum01", "Manufacturer01", "Array1_PartNumber2". */
const NUMBERED =
  /^(?:array\d+_)?(?:ser(?:ial)?num(?:ber)?|manufacturer|(?:module)?part ?num(?:ber)?|assettagnum) ?\d*$/i;

export function toModuleSerial(text: string | null): string | null {
  return text === null || NUMBERED.test(text) || /no dimm/i.test(text) ? null : text;
}

/** Part number; some firmware prints its bytes: `0x4D332037…`. */
export function toModel(text: string | null): string | null {
  if (text === null || NUMBERED.test(text) || /no dimm|^moduleparntnumber/i.test(text)) return null;
  const [, digits] = /^0x((?:[0-9a-f]{2})+)$/i.exec(text) ?? [];
  const plain =
    digits === undefined
      ? text
      : (digits.match(/../g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join('');
  return plain.replace(/[-\s\0]+$/, '') || null;
}

/** A name, or the number that JEDEC gave the maker; "Manufacturer00" or the name of the slot again is no maker. */
export function toModuleMaker(text: string | null): string | null {
  if (text === null || NUMBERED.test(text) || / dimm/i.test(text)) return null;
  const digits = text.replace(/^0x/i, '');
  if (!/^(?:[0-9a-f]{2}){2,}$/i.test(digits)) return NAMES[text.toLowerCase()] ?? text;
  return MAKERS[toJedecKey(digits.toUpperCase())] ?? null;
}

const NAMES: Readonly<Record<string, string>> = { 'sk hynix': 'Hynix', hynix: 'Hynix' };

/**
 * Bank and number without their parity bits, as `1 2C`.
 *
 * Either the bank in a byte of its own and the number, or 7F as often as banks are to be skipped.
 */
function toJedecKey(digits: string): string {
  const bytes = (digits.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
  const first = bytes.findIndex((byte) => byte !== 0x7f);
  const [lead = 0, code = 0] = bytes;
  // `CE00000000000000`: no bank before it. `80CE`, `00AD00B300AD`: the bank first.
  const spelledOut = first > 0 || (bytes.length >= 8 && bytes.slice(first + 1).every((byte) => byte === 0));
  const bank = spelledOut ? first : lead & 0x7f;
  const number = (spelledOut ? (bytes[first] ?? 0) : code) & 0x7f;
  return `${bank + 1} ${number.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Source: JEDEC JEP106, those whose modules are about; numbers without parity bit. */
const MAKERS: Readonly<Record<string, string>> = {
  '1 01': 'AMD',
  '1 04': 'Fujitsu',
  '1 07': 'Hitachi',
  '1 10': 'NEC',
  '1 18': 'Toshiba',
  '1 2C': 'Micron',
  '1 2D': 'Hynix',
  '1 41': 'Infineon',
  '1 4E': 'Samsung',
  '2 14': 'SMART Modular',
  '2 18': 'Kingston',
  '2 4F': 'Transcend',
  '2 7A': 'Apacer',
  '3 1E': 'Corsair',
  '3 7E': 'Elpida',
  '4 0B': 'Nanya',
  '4 25': 'KingMax',
  '5 16': 'Positivo Informática',
  '5 43': 'Ramaxel',
  '5 4B': 'ADATA',
  '5 4D': 'G.Skill',
  '5 6F': 'Team Group',
  '6 02': 'Patriot',
  '6 1B': 'Crucial',
  '6 51': 'Qimonda',
};

/** Part numbers begin with what their maker calls its modules. */
const MODELS: readonly (readonly [pattern: RegExp, maker: string, type: string | null])[] = [
  [/^HMCG/, 'Hynix', 'DDR5'],
  [/^HMA/, 'Hynix', 'DDR4'],
  [/^HMT/, 'Hynix', 'DDR3'],
  [/^HYMP/, 'Hynix', 'DDR2'],
  [/^HYM/, 'Hynix', null],
  [/^M3\d{2}R|^M4\d{2}R/, 'Samsung', 'DDR5'],
  [/^M(?:3|4)\d{2}A/, 'Samsung', 'DDR4'],
  [/^M(?:3|4)\d{2}B/, 'Samsung', 'DDR3'],
  [/^M(?:3|4) ?\d{2}T/, 'Samsung', null],
  [/^(?:MT)?\d+(?:JSF|JDF|KSF|KDF|JTF|KTF|JBZ)\d/, 'Micron', 'DDR3'],
  [/^(?:MT)?\d+(?:ASF|ATF|ADF)\d/, 'Micron', 'DDR4'],
  [/^(?:MT)?\d+HTF\d/, 'Micron', 'DDR2'],
  [/^CT\d|^BL[ES]?\d/, 'Crucial', null],
  [/^KVR|^KHX|^KF\d/, 'Kingston', null],
  [/^CM[A-Z]\d/, 'Corsair', null],
  [/^F[345]-/, 'G.Skill', null],
  [/^NT\d/, 'Nanya', null],
  [/^EBE|^EBJ/, 'Elpida', null],
];

const makerOfModel = (model: string | null) => MODELS.find(([pattern]) => pattern.test(model ?? ''))?.[1] ?? null;
const typeOfModel = (model: string | null) => MODELS.find(([pattern]) => pattern.test(model ?? ''))?.[2] ?? null;
