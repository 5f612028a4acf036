/**
 * What one message may be at most. Real inventories stay a tenth below (the largest seen has 9,000 rows and 4 MB);
 * everything above is an accident or an attack.
 */
export const LIMITS = {
  /** Compressed bytes. */
  bodyBytes: 16 * 1024 * 1024,
  /** Bytes after inflating. */
  inflatedBytes: 64 * 1024 * 1024,
  /** Inflated ÷ compressed size; text of inventories compresses 8 to 30 times. Not applied below 1 MiB inflated. */
  inflateRatio: 200,
  /** Nested elements or objects. */
  depth: 32,
  /** Elements or values in one message. */
  elements: 1_000_000,
  /** Rows of one section; those above are counted and left out. */
  rowsPerSection: 100_000,
  /** Characters of one text; the rest is cut off and the text ends in "…". */
  textLength: 65_536,
  /** Values kept under "Other" for one inventory. */
  otherValues: 10_000,
  /** Characters of DEVICEID. */
  deviceIdLength: 255,
} as const;
