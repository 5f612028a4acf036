import { describe, expect, test } from 'vitest';
import { runTopic } from './testing/conformance/conformance.ts';
import { topics } from './testing/conformance/topics/index.ts';
import { hasCorpus } from './testing/corpus.ts';

// `npm run corpus` prints the same, with the intended differences and their reasons.
describe.skipIf(!hasCorpus)('corpus', () => {
  test.each(topics)('$topic', async (topic) => {
    const results = await runTopic(topic);
    expect(results.length).toBeGreaterThan(0);
    expect(results.filter(({ result }) => result === 'failed')).toEqual([]);
    // Each that is skipped says why.
    expect(results.filter(({ reason }) => reason === 'nothing checks it yet')).toEqual([]);
  });
});
