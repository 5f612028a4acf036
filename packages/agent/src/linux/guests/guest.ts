import type { Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';

/** A row of section `virtualMachines`. */
export type Guest = Found<'virtualMachines'>;

/** Guests of one technology; null where the machine does not have it. */
export type GuestReader = (host: Host) => Promise<Guest[] | null>;

const MIB = 1024 ** 2;
const FACTORS: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  BYTES: 1,
  K: 1024,
  KB: 1000,
  KIB: 1024,
  M: MIB,
  MB: 1000 ** 2,
  MIB,
  G: 1024 ** 3,
  GB: 1000 ** 3,
  GIB: 1024 ** 3,
  T: 1024 ** 4,
  TIB: 1024 ** 4,
};

/** "1.5G" → 1536 MiB; without a letter in the given unit. Null for what is no size, and for "unlimited". */
export function toMebibytes(
  text: string | number | null | undefined,
  otherwise: keyof typeof FACTORS = '',
): number | null {
  const [, number, unit = ''] = /^[ \t]*(\d+(?:\.\d+)?)\s*([A-Za-z]*)[ \t]*$/.exec(String(text ?? '')) ?? [];
  const factor = FACTORS[(unit || String(otherwise)).toUpperCase()];
  if (number === undefined || factor === undefined) return null;
  const mebibytes = (Number(number) * factor) / MIB;
  return mebibytes > 0 && mebibytes < 2 ** 40 ? Math.trunc(mebibytes) : null;
}

/** How many processors a list such as `0,3-5` names. */
export function countProcessors(list: string | null | undefined): number | null {
  let count = 0;
  for (const part of (list ?? '').split(',')) {
    const [, first, last] = /^[ \t]*(\d+)(?:-(\d+))?[ \t]*$/.exec(part) ?? [];
    if (first !== undefined) count += last === undefined ? 1 : Math.max(0, Number(last) - Number(first) + 1);
  }
  return count === 0 ? null : count;
}

/** `NAME="value"` lines. */
export function parseAssignments(text: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/^[ \t]*([\w.-]+)[ \t]*=[ \t]*(.*?)[ \t]*$/gm)) {
    values[name] = value.replace(/^(['"])(.*)\1$/, '$2');
  }
  return values;
}

/** UUID of a container: the digest that the container itself reports as well. */
export async function containerUuid(machineId: string | null, hostName: string | null): Promise<string | null> {
  if (machineId === null || hostName === null) return null;
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(machineId + hostName));
  return Buffer.from(digest).toString('hex');
}
