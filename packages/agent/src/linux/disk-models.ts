import { findMaker } from './manufacturers.ts';

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

const UNITS: Readonly<Record<string, number>> = { MB: 1, GB: 1e3, TB: 1e6, PB: 1e9 };

/** "300 GB" of a maker of disks, in millions of bytes. */
export function toMegabytes(text: string | null): number | null {
  const [, value, unit] = /([\d.]+)\s*([MGTP]B)\b/i.exec(text ?? '') ?? [];
  if (value === undefined || unit === undefined) return null;
  return Math.round(Number(value) * (UNITS[unit.toUpperCase()] ?? 0)) || null;
}
