import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runTopic } from './testing/conformance/conformance.ts';
import { topics } from './testing/conformance/topics/index.ts';
import { corpusFolder, hasCorpus } from './testing/corpus.ts';

/** Topics of other systems, and of the network. */
const OTHERS = /^(?:aix|bsd|hpux|macos-.*|network-scan-arp|solaris|vmware-esx|windows-.*)$/;

// `npm run corpus` prints the same, with the intended differences and their reasons.
describe.skipIf(!hasCorpus)('corpus', () => {
  test.each(topics)('$topic', { timeout: 120_000 }, async (topic) => {
    const results = await runTopic(topic);
    expect(results.length).toBeGreaterThan(0);
    expect(results.filter(({ result }) => result === 'failed')).toEqual([]);
    // Each that is skipped says why.
    expect(results.filter(({ reason }) => reason === 'nothing checks it yet')).toEqual([]);
    // What makes no difference any more is not listed as one.
    const reasons = results.filter(({ result }) => result === 'differs').map(({ reason }) => reason);
    const stale = (topic.differences ?? []).filter(({ reason }) => !reasons.some((told) => told?.includes(reason)));
    expect(stale).toEqual([]);
  });

  test('has each topic once, and misses none', () => {
    const names = topics.map(({ topic }) => topic);
    const folders = readdirSync(corpusFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const wanted = folders.map(({ name }) => name).filter((name) => !OTHERS.test(name));
    expect(names.toSorted()).toEqual(wanted.sort());
  });
});
