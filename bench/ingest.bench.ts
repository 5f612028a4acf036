/**
 * How many inventories a second one server process takes in, and what that costs. One JSON line a figure.
 *
 * `npm run bench -- ingest [--engines sqlite,postgres] [--n 300] [--concurrency 8] [--sustained SECONDS] [--profile DIR]`
 */
import { parseArgs } from 'node:util';
import { generatorPath, isThere, type LoadOptions, playLoad } from './load-generator.ts';
import { type EngineName, type ServerUnderLoad, startServerUnderLoad } from './server-under-load.ts';

const { values } = parseArgs({
  options: {
    engines: { type: 'string', default: process.env.TEST_ENGINES ?? 'sqlite' },
    n: { type: 'string', default: '300' },
    concurrency: { type: 'string', default: '8' },
    sustained: { type: 'string', default: '60' },
    profile: { type: 'string' },
  },
});
const n = Number(values.n);
const concurrency = Number(values.concurrency);

if (isThere()) {
  for (const engine of values.engines.split(',') as EngineName[]) await measure(engine); // safe: an unknown one fails to start
} else {
  console.error(`Skipped: there is no load generator at ${generatorPath}; MUSTER_LOAD names one`);
}

async function measure(engine: EngineName): Promise<void> {
  const server = await startServerUnderLoad(engine, values.profile ?? null);
  try {
    const fleet = { url: `${server.url}/ocsinventory`, n, concurrency };
    await figure(engine, server, { ...fleet, mode: 'new' });
    await figure(engine, server, { ...fleet, mode: 'same', visit: 2 });
    await figure(engine, server, { ...fleet, mode: 'changed', visit: 3 });
    await figure(engine, server, { ...fleet, mode: 'prolog', requests: 10 * n });
    await sustain(engine, server, fleet);
  } finally {
    await server.stop();
  }
}

async function figure(engine: EngineName, server: ServerUnderLoad, load: LoadOptions): Promise<void> {
  server.forgetPeak();
  const cpuBefore = server.cpuMs();
  const result = await playLoad(load);
  const { rate, p50, p99, ok, failed, requests } = result;
  print({
    figure: 'ingest',
    engine,
    mode: load.mode,
    concurrency,
    requests,
    ok,
    failed,
    perSecond: rate,
    p50Ms: p50,
    p99Ms: p99,
    serverCpuMsEach: round((server.cpuMs() - cpuBefore) / requests),
    peakMemoryMiB: server.memoryMiB().peak,
  });
}

/** New, unchanged and changed computers in turn for a while: memory may not grow with what has passed through. */
async function sustain(
  engine: EngineName,
  server: ServerUnderLoad,
  fleet: { url: string; n: number; concurrency: number },
): Promise<void> {
  const seconds = Number(values.sustained);
  if (seconds <= 0) return;
  const begin = performance.now();
  const elapsed = () => Math.round((performance.now() - begin) / 1000);
  let inventories = 0;
  for (let turn = 1; elapsed() < seconds; turn += 1) {
    server.forgetPeak();
    for (const load of [
      { ...fleet, n: 50, fleet: 1_000 + turn, mode: 'new' as const },
      { ...fleet, mode: 'same' as const, visit: 3 + turn, round: turn },
      { ...fleet, mode: 'changed' as const, visit: 3 + turn, round: turn + 1 },
    ]) {
      const { ok, failed } = await playLoad(load);
      if (failed > 0) throw new Error(`${failed} of ${ok + failed} inventories failed`);
      inventories += ok;
    }
    const { now, peak } = server.memoryMiB();
    print({
      figure: 'ingest-sustained',
      engine,
      turn,
      seconds: elapsed(),
      inventories,
      memoryMiB: now,
      peakMemoryMiB: peak,
    });
  }
}

function print(line: Readonly<Record<string, string | number>>): void {
  console.log(JSON.stringify(line));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
