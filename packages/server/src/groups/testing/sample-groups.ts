import { setTimeout as sleep } from 'node:timers/promises';
import { machine } from '../../search/testing/sample-fleet.ts';

/** "Within seconds", with room for a busy machine. Milliseconds. */
const SOON = 150_000;

export const windows = { field: 'asset.os', operator: 'contains', value: 'windows' };

/** A machine of the sample with another system. */
export function withWindows(i: number): ReturnType<typeof machine> {
  const { name, content } = machine(i);
  return { name, content: content.replace(/<OSNAME>[^<]*/, '<OSNAME>Microsoft Windows 11 Pro') };
}

/** Waits until something holds, as people who look again do. */
export async function eventually(check: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + SOON;
  while (!(await check())) {
    if (Date.now() > until) throw new Error('It did not come to hold in time');
    await sleep(20);
  }
}
