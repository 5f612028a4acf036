import { type Host, once, readValue } from '../host/host.ts';
import { toDateTime } from './date-times.ts';

/** Ticks of a second in `/proc`. Since Linux 2.6 the same on every architecture (USER_HZ). */
export const TICKS = 100;

/**
 * When the machine was started, in ms since 1970; null where `/proc` does not tell.
 *
 * `btime` of `/proc/stat`: unlike "now minus uptime" it does not move by a second from one inventory to the next.
 */
export function readBootMs(host: Host): Promise<number | null> {
  return once(host, 'boot time', async () => {
    // It stands behind a line for each processor and one of all interrupts.
    const [, seconds] = /^btime (\d+)$/m.exec((await host.read('/proc/stat')) ?? '') ?? [];
    if (seconds !== undefined) return Number(seconds) * 1000;
    const uptimeS = Number.parseFloat((await readValue(host, '/proc/uptime')) ?? '');
    return Number.isFinite(uptimeS) ? host.now().getTime() - uptimeS * 1000 : null;
  });
}

/** When a process was started, on the machine's own clock. */
export function startedAt({ startTicks }: { readonly startTicks: number }, bootMs: number): string {
  return toDateTime(new Date(bootMs + (startTicks / TICKS) * 1000));
}
