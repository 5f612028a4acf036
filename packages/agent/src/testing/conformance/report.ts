// `npm run corpus [-- TOPIC…]`: how far the agent agrees with the corpus, topic by topic. Ends with 1 if a case failed.
import { hasCorpus } from '../corpus.ts';
import { type CaseResult, runTopic } from './conformance.ts';
import { topics } from './topics/index.ts';

const RESULTS = ['passed', 'differs', 'failed', 'skipped'] as const;

const line = (name: string, counts: readonly (number | string)[]) =>
  name.padEnd(20) + counts.map((count) => String(count).padStart(9)).join('');

const count = (results: readonly CaseResult[]) =>
  RESULTS.map((wanted) => results.filter(({ result }) => result === wanted).length);

async function report(wanted: readonly string[]): Promise<number> {
  const chosen = wanted.length === 0 ? topics : topics.filter(({ topic }) => wanted.includes(topic));
  const all: { topic: string; results: CaseResult[] }[] = [];
  console.log(line('topic', RESULTS));
  for (const topic of chosen) {
    const results = await runTopic(topic);
    all.push({ topic: topic.topic, results });
    console.log(line(topic.topic, count(results)));
  }
  console.log(line('all', count(all.flatMap(({ results }) => results))));
  for (const result of ['differs', 'skipped', 'failed'] as const) list(result, all);
  return all.some(({ results }) => results.some(({ result }) => result === 'failed')) ? 1 : 0;
}

const HEADINGS = {
  differs: 'Passed but for an intended difference',
  skipped: 'Skipped',
  failed: 'Failed',
};

/** Cases of one reason together, those that failed one by one. */
function list(result: keyof typeof HEADINGS, all: readonly { topic: string; results: readonly CaseResult[] }[]): void {
  const lines = all.flatMap(({ topic, results }) => {
    const found = results.filter((one) => one.result === result);
    if (result === 'failed')
      return found.map(({ parser, name, reason }) => `  ${topic} ${parser} ${name}\n    ${reason}`);
    const groups = Map.groupBy(found, ({ parser, reason }) => `${parser}: ${reason}`);
    return [...groups].map(([key, cases]) => `  ${topic} ${key} (${cases.length})`);
  });
  if (lines.length > 0) console.log(`\n${HEADINGS[result]}\n${lines.join('\n')}`);
}

if (!hasCorpus) process.exitCode = 1;
else process.exitCode = await report(process.argv.slice(2));
