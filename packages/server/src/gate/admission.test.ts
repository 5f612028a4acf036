import { AppError } from '@muster/protocol';
import { expect, test } from 'vitest';
import { createAdmission } from './admission.ts';

function gate() {
  let open: () => void = () => {
    throw new Error('opened too early');
  };
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

test('createAdmission() runs in order, no more than allowed at once, and refuses beyond the queue', async () => {
  const admission = createAdmission({ running: 1, waiting: 1, bytes: 100 });
  const { open, opened } = gate();
  const order: string[] = [];
  const first = admission.run(10, async () => {
    await opened;
    order.push('first');
  });
  const second = admission.run(10, async () => order.push('second'));
  await expect(admission.run(10, async () => order.push('third'))).rejects.toMatchObject({ code: 'INVENTORY_BUSY' });
  open();
  await Promise.all([first, second]);
  expect(order).toEqual(['first', 'second']);
});

test('createAdmission() refuses what memory does not bear, and frees it after a failure', async () => {
  const admission = createAdmission({ running: 4, waiting: 4, bytes: 100 });
  await expect(admission.run(101, async () => 1)).rejects.toBeInstanceOf(AppError);
  const failing = admission.run(100, async () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await admission.run(100, async () => 'again')).toBe('again');
});

test('createAdmission() bears 2,000 messages at once: all that have a place are worked on once, the others hear so at once', async () => {
  const admission = createAdmission({ running: 8, waiting: 1500, bytes: 256 * 1024 * 1024 });
  let atOnce = 0;
  let most = 0;
  const done = new Set<number>();
  const outcomes = await Promise.allSettled(
    Array.from({ length: 2000 }, (_, i) =>
      admission.run(20_000, async () => {
        atOnce += 1;
        most = Math.max(most, atOnce);
        await new Promise((resolve) => setImmediate(resolve));
        atOnce -= 1;
        expect(done.has(i)).toBe(false);
        done.add(i);
      }),
    ),
  );
  expect(most).toBe(8);
  expect(done.size).toBe(1508);
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused).toHaveLength(492);
  expect(refused.every(({ reason }) => reason.code === 'INVENTORY_BUSY')).toBe(true);
});
