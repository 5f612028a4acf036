import type { Host } from './host/host.ts';

/**
 * What several readers of one section found: one that fails costs only its own part, and is reported.
 *
 * @throws What the first of them threw, where none of the others found anything: then the section is left out.
 */
export async function settleAll<T>(host: Host, readers: Readonly<Record<string, Promise<T | null>>>): Promise<T[]> {
  const names = Object.keys(readers);
  const settled = await Promise.allSettled(Object.values(readers));
  const found = settled.flatMap((one) => (one.status === 'fulfilled' && one.value !== null ? [one.value] : []));
  for (const [at, one] of settled.entries()) {
    if (one.status === 'fulfilled') continue;
    if (found.length === 0) throw one.reason;
    host.report(`${names[at]}: ${one.reason instanceof Error ? one.reason.message : String(one.reason)}`);
  }
  return found;
}
