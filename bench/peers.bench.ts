/**
 * Our server and the OCS Inventory server of Debian's packages under the same load, in turn, on the same machine.
 *
 * `npm run bench -- peers [--engines sqlite,postgres] [--rounds 3] [--clients 8] [--software 600] [--n 200] [--peer-n 30]
 * [--prologs 15000] [--peer-prologs 1500]`
 *
 * One JSON line a figure, each a median of the rounds; then, on standard error, a table with the ratios.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Contestant, countStored, peerLacks, startOurs, startPeer } from './contestants.ts';
import { createFleet, type Fleet, type Sent, type Visit } from './load/fleet.ts';
import { type Played, play } from './load/play.ts';
import { type Mode, medianFigure, type Round, table } from './peer-figures.ts';
import type { EngineName } from './server-under-load.ts';

const { values } = parseArgs({
  options: {
    engines: { type: 'string', default: process.env.TEST_ENGINES ?? 'sqlite' },
    rounds: { type: 'string', default: '3' },
    clients: { type: 'string', default: '8' },
    software: { type: 'string', default: '600' },
    // The peer plays the first machines of the same fleets: as many as ours takes in would keep it busy for many minutes.
    n: { type: 'string', default: '200' },
    'peer-n': { type: 'string', default: '30' },
    prologs: { type: 'string', default: '15000' },
    'peer-prologs': { type: 'string', default: '1500' },
  },
});
const rounds = Number(values.rounds);
const clients = Number(values.clients);
const software = Number(values.software);
const amounts = {
  ours: { machines: Number(values.n), prologs: Number(values.prologs) },
  peer: { machines: Number(values['peer-n']), prologs: Number(values['peer-prologs']) },
};
const size = Math.max(amounts.ours.machines, amounts.peer.machines);
const amountsOf = ({ isPeer }: Contestant) => (isPeer ? amounts.peer : amounts.ours);

/** Machines that every server knows before anything is measured, by number of the fleet; the others are new in their round. */
const KNOWN = 1;

/** A server may still be at work when all is answered: writing to the disk, keeping groups current. Milliseconds. */
const SETTLE_MS = 300;

const contestants: Contestant[] = [];
const lacking = peerLacks();
if (lacking !== null) {
  console.error(
    `Cannot measure beside the OCS server, which needs ${lacking}: docs/benchmarks.md says what has to be installed`,
  );
  process.exitCode = 1;
} else {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stopAll().then(() => process.exit(1)));
  try {
    contestants.push(await startPeer());
    for (const engine of values.engines.split(',') as EngineName[]) contestants.push(await startOurs(engine)); // an unknown one fails to start
    await measureAll();
  } finally {
    await stopAll();
  }
}

async function stopAll(): Promise<void> {
  for (const contestant of contestants.splice(0)) await contestant.stop();
}

async function measureAll(): Promise<void> {
  const known = fleetOf(KNOWN);
  const first = documents(known, { kind: 'new', visit: 0, updates: 0 });
  const prologs = Array.from({ length: size }, (_, i) => known.prolog(i));
  for (const contestant of contestants) await makeKnown(contestant, first, prologs);

  const measured: Round[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const loads: Readonly<Record<Mode, readonly Sent[]>> = {
      prolog: prologs,
      new: documents(fleetOf(KNOWN + round), { kind: 'new', visit: 0, updates: 0 }),
      unchanged: documents(known, { kind: 'unchanged', visit: 2 * round, updates: round - 1 }),
      changed: documents(known, { kind: 'changed', visit: 2 * round + 1, updates: round }),
    };
    for (const mode of Object.keys(loads) as Mode[]) {
      for (const contestant of contestants) measured.push(await measure(contestant, mode, loads[mode]));
    }
    console.error(`Round ${round} of ${rounds} is done`);
  }

  const figures = (['prolog', 'new', 'unchanged', 'changed'] as const).flatMap((mode) =>
    contestants.map(({ name }) => medianFigure(measured.filter((one) => one.mode === mode && one.server === name))),
  );
  for (const figure of figures) console.log(JSON.stringify({ figure: 'peers', clients, software, ...figure }));
  console.error(table(figures, 'ocs'));
}

function fleetOf(number: number): Fleet {
  return createFleet({ number, size, software });
}

function documents(fleet: Fleet, visit: Visit): readonly Sent[] {
  return Array.from({ length: fleet.size }, (_, i) => fleet.inventory(i, visit));
}

/** One at a time: of new machines that report at once the peer loses some. Then it is warm, too. */
async function makeKnown(contestant: Contestant, all: readonly Sent[], prologs: readonly Sent[]): Promise<void> {
  const sent = all.slice(0, amountsOf(contestant).machines);
  const load = { url: contestant.url, bodies: sent.map(({ body }) => body) };
  await play({ ...load, clients: contestant.isPeer ? 1 : clients });
  const stored = countStored(await contestant.stored(prefixOf(sent)), sent, 0);
  if (stored !== sent.length) throw new Error(`${contestant.name} stored ${stored} of ${sent.length} machines`);
  await play({
    ...load,
    clients,
    bodies: prologs.slice(0, sent.length).map(({ body }) => body),
    requests: 50 * clients,
  });
}

async function measure(contestant: Contestant, mode: Mode, all: readonly Sent[]): Promise<Round> {
  const { machines, prologs } = amountsOf(contestant);
  const sent = all.slice(0, machines);
  // The peer notes whole seconds: what came in before this one is told from what comes in now.
  const since = Math.ceil(Date.now() / 1000) * 1000;
  await sleep(since - Date.now());
  const before = contestant.cpu();
  const played: Played = await play({
    url: contestant.url,
    clients,
    bodies: sent.map(({ body }) => body),
    requests: mode === 'prolog' ? prologs : sent.length,
  });
  await sleep(SETTLE_MS);
  const after = contestant.cpu();
  const databaseMs =
    before.databaseMs === null || after.databaseMs === null ? null : after.databaseMs - before.databaseMs;
  return {
    server: contestant.name,
    mode,
    played,
    serverCpuMs: after.serverMs - before.serverMs,
    databaseCpuMs: databaseMs,
    stored: mode === 'prolog' ? null : countStored(await contestant.stored(prefixOf(sent)), sent, since),
  };
}

/** What the device ids of one fleet begin with. */
function prefixOf([first]: readonly Sent[]): string {
  return `${first?.deviceId.split('-')[0]}-`;
}
