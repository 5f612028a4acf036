/**
 * What the agent weighs, beside the agents of others on the same machine in the same run: a whole inventory, a daemon that
 * waits, the first answer where nothing stays in memory.
 *
 * Ours is measured as the packages install it. `-- --runs 9`: how often each inventory is taken (5).
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { runProgram, watchProcess } from '@muster/peers';
import { memoryOf, sumOfTree, wakeUpsOf } from './process-weight.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, idle: { type: 'string', default: '30' } },
});
const runs = Number(values.runs);
const idleS = Number(values.idle);

const folder = mkdtempSync(join(tmpdir(), 'muster-bench-agent-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const agent = await installedAgent();
const own = ['--conf-file', 'none', '--vardir', join(folder, 'state')];

/** What no other agent reports. Asking two database servers alone takes a sixth of the time of a whole inventory. */
const OURS_ALONE = [
  'databasesServices',
  'databases',
  'pendingUpdates',
  'services',
  'listeningPorts',
  'certificates',
  'sessions',
].flatMap((section) => ['--without', section]);

type Program = { readonly name: string; readonly program: string; readonly args: readonly string[] };
const inventories: readonly Program[] = [
  { name: 'muster-agent', program: agent, args: ['inventory', '--xml', ...own] },
  {
    name: 'muster-agent, sections of the others',
    program: agent,
    args: ['inventory', '--xml', '--with', 'envs', ...OURS_ALONE, ...own],
  },
  { name: 'fusioninventory-inventory', program: 'fusioninventory-inventory', args: [] },
  { name: 'ocsinventory-agent', program: 'ocsinventory-agent', args: ['--stdout'] },
];

type Weight = { wallS: number; cpuS: number; peakMiB: number; largestMiB: number };
const measured = new Map<string, Weight[]>(inventories.map(({ name }) => [name, []]));
for (let run = 0; run < runs; run++)
  // In turn, so that what else the machine does weighs on all of them.
  for (const { name, program, args } of inventories) measured.get(name)?.push(await weigh(program, args));

const results = [...measured].map(([name, weights]) => ({ name, ...medians(weights) }));
for (const result of results) report('inventory', result);
const idle = [
  { name: 'muster-agent', ...(await daemon(agent, ['--daemon', ...own, '--server', 'http://127.0.0.1:9/'])) },
  {
    name: 'fusioninventory-agent',
    ...(await daemon('fusioninventory-agent', [
      '--daemon',
      '--no-fork',
      '--server=http://127.0.0.1:9/',
      ...peerState(),
    ])),
  },
];
for (const result of idle) report('idle daemon', result);
const firstAnswerMs = await firstAnswer();
report('zero-resident', { name: 'muster-agent', firstAnswerMs });
printTable();

/** The archive that `npm run package:agent` makes, unpacked. */
async function installedAgent(): Promise<string> {
  const maker = join(import.meta.dirname, '..', 'scripts', 'package-agent', 'index.ts');
  const args = [maker, '--quick', '--format', 'tar.gz', '--output', folder];
  const made = await runProgram(process.execPath, args, { timeoutMs: 600_000 });
  if (made.code !== 0) throw new Error(`The agent cannot be packed: ${made.stderr}`);
  const archive = readdirSync(folder).find((name) => name.endsWith('.tar.gz')) ?? '';
  await runProgram('tar', ['-xzf', join(folder, archive), '-C', folder]);
  const unpacked = readdirSync(folder).find((name) => /^muster-agent-[\d.]+$/.test(name)) ?? '';
  return join(folder, unpacked, 'bin', 'muster-agent');
}

/** FusionInventory has no option for its state. */
function peerState(): string[] {
  const configuration = join(folder, 'agent.cfg');
  writeFileSync(configuration, 'delaytime = 3600\nhttpd-port = 62399\n');
  return [`--conf-file=${configuration}`];
}

/** Time by the shell, which asks the system for what all children used; memory in a run of its own, which is looked at often. */
async function weigh(program: string, args: readonly string[]): Promise<Weight> {
  const timed = 'TIMEFORMAT="%R %U %S"; time "$0" "$@" >/dev/null 2>&1';
  const { stderr } = await runProgram('bash', ['-c', timed, program, ...args], { timeoutMs: 300_000 });
  const [wallS = 0, userS = 0, systemS = 0] = stderr.trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
  const child = spawn(program, args, { stdio: 'ignore' });
  watchProcess(child);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let running = true;
  void ended.then(() => {
    running = false;
  });
  let peakMiB = 0;
  let largestMiB = 0;
  while (running) {
    const { sumMiB, highestMiB } = sumOfTree(child.pid ?? 0);
    peakMiB = Math.max(peakMiB, sumMiB);
    largestMiB = Math.max(largestMiB, highestMiB);
    await sleep(3);
  }
  return { wallS, cpuS: userS + systemS, peakMiB, largestMiB };
}

async function daemon(program: string, args: readonly string[]) {
  const child = spawn(program, args, { stdio: 'ignore' });
  watchProcess(child);
  const pid = child.pid ?? 0;
  await sleep(10_000); // until it waits for its first contact
  const before = wakeUpsOf(pid);
  await sleep(idleS * 1000);
  const wakeUpsAMinute = ((wakeUpsOf(pid) - before) * 60) / idleS;
  const memory = memoryOf(pid);
  child.kill('SIGTERM');
  return { ...memory, wakeUpsAMinute };
}

/** As systemd does: the port is open, and the first caller makes it start the agent. */
async function firstAnswer(): Promise<number> {
  const state = join(folder, 'answer');
  mkdirSync(state);
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const port = await freePort();
    const listen = ['-l', `127.0.0.1:${port}`, agent, 'answer', '--conf-file', 'none', '--vardir', state];
    const child = spawn('systemd-socket-activate', listen, { stdio: 'ignore' });
    watchProcess(child);
    await sleep(500); // until it listens
    const begin = performance.now();
    await new Promise<void>((resolve, reject) => {
      get(`http://127.0.0.1:${port}/status`, (response) => response.resume().once('end', () => resolve())).once(
        'error',
        reject,
      );
    });
    times.push(performance.now() - begin);
    child.kill('SIGTERM');
  }
  return median(times);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function median(numbers: readonly number[]): number {
  const ordered = [...numbers].sort((a, b) => a - b);
  return ordered[Math.floor(ordered.length / 2)] ?? 0;
}

function medians(weights: readonly Weight[]): Weight {
  const of = (key: keyof Weight) => median(weights.map((weight) => weight[key]));
  return { wallS: of('wallS'), cpuS: of('cpuS'), peakMiB: of('peakMiB'), largestMiB: of('largestMiB') };
}

function report(name: string, result: object): void {
  const rounded = Object.entries(result).map(([key, value]) => [
    key,
    typeof value === 'number' ? Number(value.toFixed(key.endsWith('S') ? 3 : 1)) : value,
  ]);
  console.log(JSON.stringify({ bench: 'agent', case: name, runs, ...Object.fromEntries(rounded) }));
}

/** Ours against the best peer, and what is aimed at. */
function printTable(): void {
  const [ours, alike, ...peers] = results;
  if (ours === undefined || alike === undefined) return;
  const best = (key: keyof Weight) => Math.min(...peers.map((peer) => peer[key]));
  const row = (what: string, own: number, digits: number, aim: number, peer: number | null) =>
    [
      what.padEnd(34),
      own.toFixed(digits).padStart(8),
      (peer === null ? '' : peer.toFixed(digits)).padStart(8),
      (peer === null ? '' : (own / peer).toFixed(2)).padStart(7),
      `${aim.toFixed(digits)}`.padStart(8),
      own <= aim ? '  met' : '  NOT MET',
    ].join(' ');
  const [idleOurs] = idle;
  const lines = [
    `${''.padEnd(34)} ${'ours'.padStart(8)} ${'best'.padStart(8)} ${'ratio'.padStart(7)} ${'aim'.padStart(8)}`,
    ...[
      { what: 'inventory', own: ours },
      { what: 'what others report too', own: alike },
    ].flatMap(({ what, own }) => [
      row(`${what}, wall s`, own.wallS, 2, best('wallS') / 3, best('wallS')),
      row(`${what}, CPU s`, own.cpuS, 2, best('cpuS') / 3, best('cpuS')),
      row(`${what}, peak of all MiB`, own.peakMiB, 0, best('peakMiB'), best('peakMiB')),
      row(`${what}, largest MiB`, own.largestMiB, 0, best('largestMiB'), best('largestMiB')),
    ]),
    ...(idleOurs === undefined
      ? []
      : [
          row('idle daemon, anonymous MiB', idleOurs.anonymousMiB, 1, 15, idle[1]?.anonymousMiB ?? null),
          row('idle daemon, all MiB', idleOurs.residentMiB, 1, 50, idle[1]?.residentMiB ?? null),
          row('idle daemon, wake-ups a minute', idleOurs.wakeUpsAMinute, 0, 0, idle[1]?.wakeUpsAMinute ?? null),
        ]),
    row('zero-resident, first answer ms', firstAnswerMs, 0, 300, null),
  ];
  console.log(`\n${lines.join('\n')}`);
}
