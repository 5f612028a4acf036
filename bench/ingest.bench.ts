/**
 * How many inventories a second one server process takes in, and what that costs. One JSON line a figure.
 *
 * `npm run bench -- ingest [--engines sqlite,postgres] [--n 300] [--concurrency 8] [--sustained SECONDS] [--profile DIR]`
 */
import { parseArgs } from 'node:util';
import { createFleet, type Fleet, type Visit } from './load/fleet.ts';
import { play } from './load/play.ts';
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

const SOFTWARE = 600;

for (const engine of values.engines.split(',') as EngineName[]) await measure(engine); // safe: an unknown one fails to start

async function measure(engine: EngineName): Promise<void> {
  const server = await startServerUnderLoad(engine, values.profile ?? null);
  try {
    const fleet = createFleet({ number: 1, size: n, software: SOFTWARE });
    await figure(engine, server, 'new', documents(fleet, { kind: 'new', visit: 0, updates: 0 }));
    await figure(engine, server, 'unchanged', documents(fleet, { kind: 'unchanged', visit: 1, updates: 0 }));
    await figure(engine, server, 'changed', documents(fleet, { kind: 'changed', visit: 2, updates: 1 }));
    const prologs = Array.from({ length: n }, (_, i) => fleet.prolog(i).body);
    await figure(engine, server, 'prolog', prologs, 10 * n);
    await sustain(engine, server, fleet);
  } finally {
    await server.stop();
  }
}

function documents(fleet: Fleet, visit: Visit): Buffer[] {
  return Array.from({ length: fleet.size }, (_, i) => fleet.inventory(i, visit).body);
}

async function figure(
  engine: EngineName,
  server: ServerUnderLoad,
  mode: string,
  bodies: readonly Buffer[],
  requests = bodies.length,
): Promise<void> {
  server.forgetPeak();
  const cpuBefore = server.cpuMs();
  const { ok, failed, perSecond, p50Ms, p99Ms } = await play({
    url: `${server.url}/ocsinventory`,
    clients: concurrency,
    bodies,
    requests,
  });
  print({
    figure: 'ingest',
    engine,
    mode,
    concurrency,
    requests,
    ok,
    failed,
    perSecond: round(perSecond),
    p50Ms: round(p50Ms),
    p99Ms: round(p99Ms),
    serverCpuMsEach: round((server.cpuMs() - cpuBefore) / requests),
    peakMemoryMiB: server.memoryMiB().peak,
  });
}

/** New, unchanged and changed computers in turn for a while: memory may not grow with what has passed through. */
async function sustain(engine: EngineName, server: ServerUnderLoad, known: Fleet): Promise<void> {
  const seconds = Number(values.sustained);
  if (seconds <= 0) return;
  const begin = performance.now();
  const elapsed = () => Math.round((performance.now() - begin) / 1000);
  let inventories = 0;
  for (let turn = 1; elapsed() < seconds; turn += 1) {
    server.forgetPeak();
    const others = createFleet({ number: 1 + turn, size: 50, software: SOFTWARE });
    for (const bodies of [
      documents(others, { kind: 'new', visit: 0, updates: 0 }),
      documents(known, { kind: 'unchanged', visit: 2 + turn, updates: turn }),
      documents(known, { kind: 'changed', visit: 2 + turn, updates: turn + 1 }),
    ]) {
      const { ok, failed } = await play({ url: `${server.url}/ocsinventory`, clients: concurrency, bodies });
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
