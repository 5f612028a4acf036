import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sections } from '@muster/protocol';
import { describe, expect, test } from 'vitest';
import { collectAll } from '../collect-all.ts';
import { replayHost } from '../testing/replay-host.ts';
import { collectors } from './index.ts';

describe('registry', () => {
  test('has every collector file', () => {
    const folder = join(import.meta.dirname, 'linux');
    const files = readdirSync(folder).filter((name) => !name.endsWith('.test.ts'));
    const names = collectors.map(({ name }) => `${name.replace('linux/', '')}.ts`);
    expect(names.sort()).toEqual(files.sort());
  });

  test('has each section of the protocol at most once a system', () => {
    const names = collectors.map(({ section }) => section.name);
    expect(new Set(names).size).toBe(names.length);
    for (const { section } of collectors) expect(Object.values(sections)).toContain(section);
  });
});

describe.each(collectors)('$name', (collector) => {
  test('does not fail on a machine that has nothing', async () => {
    const { outcomes } = await collectAll(replayHost({}), [collector]);
    expect(['nothing', 'rows']).toContain(outcomes[0]?.result);
  });
});
