/** What a dump may hold here: as plain data, without classes. */
export type Stored = string | number | null | Buffer | Stored[] | Map<string, Stored>;

/** Dumps of agents have a few hundred bytes. */
const LIMIT_BYTES = 1024 * 1024;
const DEPTH_LIMIT = 32;

const HEADER = Buffer.from('pst0');

/** Kinds of values, by the first byte of each. */
const KIND = {
  object: 0,
  longScalar: 1,
  array: 2,
  hash: 3,
  reference: 4,
  undefined: 5,
  integer: 6,
  double: 7,
  byte: 8,
  netInteger: 9,
  scalar: 10,
  undefinedElement: 14,
  yes: 15,
  no: 16,
  bless: 17,
  blessAgain: 18,
  overload: 20,
  weakReference: 27,
  text: 23,
  longText: 24,
  flaggedHash: 25,
  true: 33,
  false: 34,
} as const;

/**
 * Reads a file written by `store` or `nstore` of Perl's Storable: texts, numbers, lists and hashes, as agents keep their
 * state. Classes are passed over; nothing is ever run, made or loaded.
 *
 * @throws {Error} When the file is something else, is damaged, or holds something else.
 * Source: observed from Storable 3 (format 2); https://metacpan.org/pod/Storable.
 */
export function readStorable(bytes: Buffer): Stored {
  if (bytes.length > LIMIT_BYTES) throw new Error('it is too large');
  if (!bytes.subarray(0, 4).equals(HEADER)) throw new Error('it is no Storable file');
  const [version = 0, order = 0] = [bytes[4], bytes[6]];
  if (version >> 1 !== 2) throw new Error(`it is of format ${version >> 1}, which is not known`);
  // In network order there is nothing more; else the order of bytes as digits, and four sizes.
  if ((version & 1) === 1) return createReader(bytes, 6, true, 8)(0);
  const digits = bytes.toString('latin1', 7, 7 + order);
  const isLittle = digits === '12345678' || digits === '1234';
  if (!isLittle && digits !== '87654321' && digits !== '4321') throw new Error('it is of an unknown order of bytes');
  return createReader(bytes, 7 + order + 4, !isLittle, order)(0);
}

function createReader(bytes: Buffer, start: number, isBig: boolean, integerBytes: number) {
  let at = start;
  /** By number, for values that stand at several places. */
  const seen: Stored[] = [];

  const take = (length: number) => {
    if (length < 0 || at + length > bytes.length) throw new Error('it ends too early');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const byte = () => take(1).readUInt8();
  const length = () => (isBig ? take(4).readUInt32BE() : take(4).readUInt32LE());
  const remember = <T extends Stored>(value: T): T => {
    seen.push(value);
    return value;
  };
  const integer = () => {
    if (integerBytes === 4) return isBig ? take(4).readInt32BE() : take(4).readInt32LE();
    return Number(isBig ? take(8).readBigInt64BE() : take(8).readBigInt64LE());
  };

  return read;

  function read(depth: number): Stored {
    if (depth > DEPTH_LIMIT) throw new Error('it is nested too deep');
    const kind = byte();
    switch (kind) {
      case KIND.object:
        return seen[take(4).readUInt32BE()] ?? null;
      case KIND.scalar:
        return remember(toText(take(byte())));
      case KIND.longScalar:
        return remember(toText(take(length())));
      case KIND.text:
        return remember(take(byte()).toString('utf8'));
      case KIND.longText:
        return remember(take(length()).toString('utf8'));
      case KIND.byte:
        return remember(byte() - 128);
      case KIND.netInteger:
        return remember(take(4).readInt32BE());
      case KIND.integer:
        return remember(integer());
      case KIND.double:
        return remember(isBig ? take(8).readDoubleBE() : take(8).readDoubleLE());
      case KIND.yes:
      case KIND.true:
        return remember(1);
      case KIND.no:
      case KIND.false:
        return remember(0);
      case KIND.undefined:
      case KIND.undefinedElement:
        return remember(null);
      case KIND.reference:
      case KIND.overload:
      case KIND.weakReference:
        return readReference(depth);
      case KIND.bless:
        take(classNameLength());
        return read(depth + 1);
      case KIND.blessAgain:
        if (byte() & 0x80) take(4);
        return read(depth + 1);
      case KIND.array:
        return readArray(depth);
      case KIND.hash:
        return readHash(depth, false);
      case KIND.flaggedHash:
        byte();
        return readHash(depth, true);
      default:
        throw new Error(`it holds a value of kind ${kind}, which is not read`);
    }
  }

  function classNameLength(): number {
    const short = byte();
    return short & 0x80 ? length() : short;
  }

  /** A reference counts as a value of its own; here it is what it refers to. */
  function readReference(depth: number): Stored {
    const place = seen.push(null) - 1;
    const value = read(depth + 1);
    seen[place] = value;
    return value;
  }

  function readArray(depth: number): Stored[] {
    const list = remember<Stored[]>([]);
    for (let left = length(); left > 0; left--) list.push(read(depth + 1));
    return list;
  }

  function readHash(depth: number, isFlagged: boolean): Map<string, Stored> {
    const hash = remember(new Map<string, Stored>());
    for (let left = length(); left > 0; left--) {
      const value = read(depth + 1);
      if (isFlagged) byte();
      hash.set(toKey(take(length())), value);
    }
    return hash;
  }
}

const toKey = (bytes: Buffer) => bytes.toString('utf8');

/** Perl does not tell texts from bytes; bytes that are no text stay what they are. */
function toText(bytes: Buffer): string | Buffer {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') || text.includes('\0') ? Buffer.from(bytes) : text;
}
