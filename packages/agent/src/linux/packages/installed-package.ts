import type { Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';
import { toDateTime } from '../date-times.ts';

/** A row of section `software`. */
export type InstalledPackage = Found<'software'>;

/** Packages of one package manager; null where the machine has none of its kind. */
export type PackageReader = (host: Host) => Promise<InstalledPackage[] | null>;

/** Digits as a number; null for anything else, and for numbers that are no size and no time. */
export function toCount(text: string | null | undefined): number | null {
  return text != null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** Seconds since 1970 as text → the machine's own clock. */
export function secondsToDateTime(text: string | null | undefined): string | null {
  const seconds = toCount(text);
  return seconds === null || seconds === 0 ? null : toDateTime(new Date(seconds * 1000));
}
