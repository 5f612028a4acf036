import { readFileSync } from 'node:fs';

/** A moment, on two clocks. */
export type Moment = {
  /** Milliseconds since 1970, as the machine believes; people and time servers may change it at any time. */
  readonly wallMs: number;
  /** Milliseconds since the machine was started, with the time it slept: nobody can change it. */
  readonly upMs: number;
  /** Tells one start of the machine from the next; `upMs` of different starts say nothing about each other. */
  readonly bootId: string;
};

/** Now. Where the system does not tell how long it has been up, only the wall clock counts. */
export function readClock(): Moment {
  const wallMs = Date.now();
  const up = readOrNull('/proc/uptime'); // CLOCK_BOOTTIME, in seconds, as "12345.67 …"
  const bootId = readOrNull('/proc/sys/kernel/random/boot_id')?.trim();
  const upMs = Math.round(Number.parseFloat(up ?? '') * 1000);
  return bootId === undefined || Number.isNaN(upMs)
    ? { wallMs, upMs: wallMs, bootId: 'wall' }
    : { wallMs, upMs, bootId };
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
}
