import { sections } from '@muster/protocol';
import { expect, test } from 'vitest';
import { collectAll } from './collect-all.ts';
import { type Collector, defineCollector } from './define-collector.ts';
import { createLocalHost } from './host/local-host.ts';
import { replayHost } from './testing/replay-host.ts';

const users = (name: string, collect: Collector<typeof sections.users>['collect'], timeoutMs = 60_000) =>
  defineCollector({ name, section: sections.users, platforms: ['linux'], timeoutMs, collect });

const drives = defineCollector({
  name: 'good',
  section: sections.drives,
  platforms: ['linux'],
  collect: async () => [{ mountPoint: '/a\u0000\nb ', total: 1.9, label: '  ' }],
});

test('a collector that fails or hangs costs only itself', async () => {
  const collected = await collectAll(replayHost({}), [
    users('throws', () => {
      throw new Error('at once');
    }),
    users('rejects', () => Promise.reject(new Error('later'))),
    users('hangs', () => new Promise(() => undefined), 50),
    drives,
  ]);
  expect(collected.outcomes).toMatchObject([
    { collector: 'throws', result: 'failed', reason: 'at once' },
    { collector: 'rejects', result: 'failed', reason: 'later' },
    { collector: 'hangs', result: 'too slow' },
    { collector: 'good', result: 'rows', rows: 1 },
  ]);
  expect(Object.keys(collected.sections)).toEqual(['drives']);
});

test('rows have every column, clean', async () => {
  const { sections: rows } = await collectAll(replayHost({}), [drives]);
  expect(rows.drives?.[0]).toMatchObject({ mountPoint: '/a b', total: 1, label: null, free: null });
  expect(Object.keys(rows.drives?.[0] ?? {})).toEqual(Object.keys(sections.drives.columns));
});

test('"nothing here" is an empty section', async () => {
  const { sections: rows, outcomes } = await collectAll(replayHost({}), [users('none', async () => null)]);
  expect(rows).toEqual({ users: [] });
  expect(outcomes[0]?.result).toBe('nothing');
});

test('collectors of other systems do not run', async () => {
  const { outcomes } = await collectAll(replayHost({ platform: 'windows' }), [drives]);
  expect(outcomes).toEqual([]);
});

test('programs of a collector that is too slow are killed', async () => {
  const host = createLocalHost(() => undefined);
  let output: Promise<string | null> = Promise.resolve('not started');
  const slow = users(
    'slow',
    async (given) => {
      output = given.run('sleep', ['60']);
      await output;
      return [];
    },
    100,
  );
  await collectAll(host, [slow]);
  expect(await output).toBeNull();
});
