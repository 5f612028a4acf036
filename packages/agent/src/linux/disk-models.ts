import { findMaker } from './manufacturers.ts';
import { parseSize } from './sizes.ts';

/** Maker and model of a disk, from what it calls itself: "INTEL SSDSC2CW240A3" → Intel, SSDSC2CW240A3. */
export function splitModel(text: string | null): {
  readonly manufacturer: string | null;
  readonly model: string | null;
} {
  const plain = text?.replace(/\s+/g, ' ').trim() || null;
  if (plain === null) return { manufacturer: null, model: null };
  const manufacturer = findMaker(plain);
  const [, first = '', rest] = /^(\S+) (.+)$/.exec(plain) ?? [];
  // Only a first word that is the maker's name is no part of the model: "HGST HUC101212", but not "WD5000 AAKS".
  const named = rest !== undefined && /^[A-Za-z][A-Za-z-]*$/.test(first) && findMaker(first) !== null;
  return { manufacturer, model: named ? rest : plain };
}

/** "300 GB" of a maker of disks, in millions of bytes. */
export function toMegabytes(text: string | null): number | null {
  const [size] = /[\d.]+\s*[MGTP]B\b/i.exec(text ?? '') ?? [];
  const megabytes = parseSize(size ?? null, 1000);
  return megabytes === null ? null : Math.round(megabytes) || null;
}
