/**
 * How long the API takes to answer what pages of the console ask, with fleets of several sizes. One JSON line a figure, then a table.
 *
 * `npm run bench -- console [--assets 1000,10000,100000] [--engines sqlite,postgres] [--software 300] [--n 20] [--only TEXT]`
 * `npm run bench -- console --to sqlite:FILE|postgres://…` asks a database that is there, such as one of muster-simulator.
 */
import { parseArgs } from 'node:util';
import { fillDatabase } from './console/filled-database.ts';
import { everydayQuestions, type Question, type Sample, typicalSearches } from './console/questions.ts';
import { type ServedDatabase, serveDatabase } from './console/served-database.ts';
import type { EngineName } from './server-under-load.ts';

const { values } = parseArgs({
  options: {
    assets: { type: 'string', default: '1000,10000,100000' },
    engines: { type: 'string', default: process.env.TEST_ENGINES ?? 'sqlite' },
    software: { type: 'string', default: '300' },
    reported: { type: 'string', default: '10000' },
    n: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
    to: { type: 'string' },
  },
});
const times = Number(values.n);

/** What the slowest of a hundred may take. Milliseconds. */
const AIMS = { everyday: 100, search: 300 } as const;

type Figure = {
  readonly kind: keyof typeof AIMS;
  readonly name: string;
  readonly column: string;
  /** What the answer has in all, where it says so. */
  readonly total: number | null;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** What server and database compute for an answer, whatever else the machine does. */
  readonly cpuMsEach: number;
};

const figures: Figure[] = [];

if (values.to === undefined) {
  for (const engine of values.engines.split(',') as EngineName[]) {
    for (const assets of values.assets.split(',').map(Number)) {
      const numbers = { assets, software: Number(values.software), reported: Number(values.reported) };
      const filled = await fillDatabase({ engine, ...numbers });
      console.error(`${engine}, ${assets} machines: ${filled.how}`);
      try {
        await measure(filled.location, `${engine} ${assets}`);
      } finally {
        await filled.dispose();
      }
    }
  }
} else {
  const location = values.to.replace(/^sqlite:/, '');
  await measure(location, /^postgres/.test(location) ? 'postgres' : 'sqlite');
}
printTable();

async function measure(location: string, column: string): Promise<void> {
  const server = await serveDatabase(location);
  try {
    const { total } = (await ask(server, '/assets?limit=1')) as { total: number };
    const samples = await sample(server, total);
    await measureAll(server, 'everyday', everydayQuestions(samples, total), column);
    await measureAll(server, 'search', typicalSearches(samples, Date.now()), column);
    if (values.only === '') await measureExport(server, total, column);
  } finally {
    await server.stop();
  }
}

/** Machines from all over the list. */
async function sample(server: ServedDatabase, total: number): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let i = 0; i < 8; i += 1) {
    const offset = Math.floor((total * (i + 0.5)) / 8);
    const { items } = (await ask(server, `/assets?sort=id&limit=20&offset=${offset}`)) as {
      items: Record<string, unknown>[];
    };
    const machine = items.find(({ serial, user, ip }) => serial !== null && user !== null && ip !== null);
    if (machine === undefined) continue;
    const networks = (await ask(server, `/assets/${machine.id}/sections/networks`)) as {
      items: { mac: string | null }[];
    };
    const text = (name: string) => String(machine[name]);
    samples.push({
      id: Number(machine.id),
      name: text('name'),
      serial: text('serial'),
      user: text('user'),
      ip: text('ip'),
      mac: networks.items[0]?.mac ?? '00:00:00:00:00:01',
    });
  }
  return samples;
}

async function measureAll(
  server: ServedDatabase,
  kind: Figure['kind'],
  questions: readonly Question[],
  column: string,
) {
  for (const { name, path } of questions) {
    if (!name.includes(values.only)) continue;
    const paths = typeof path === 'string' ? [path] : path;
    const spent: number[] = [];
    let total: number | null = null;
    let cpuBefore = 0;
    // The first answers are not counted: a server that is asked all day has compiled its code and read its indexes.
    for (let i = -2; i < times; i += 1) {
      const asked = paths[(i + 2) % paths.length] ?? '';
      if (i === 0) cpuBefore = server.cpuMs();
      const begin = performance.now();
      const answer = (await ask(server, asked)) as { total?: number };
      if (i >= 0) spent.push(performance.now() - begin);
      total = answer.total ?? null;
    }
    const cpuMsEach = Math.round((server.cpuMs() - cpuBefore) / times);
    spent.sort((a, b) => a - b);
    const at = (part: number) => Math.round((spent[Math.ceil(part * spent.length) - 1] ?? 0) * 10) / 10;
    const figure: Figure = { kind, name, column, total, p50Ms: at(0.5), p95Ms: at(0.95), cpuMsEach };
    figures.push(figure);
    console.log(JSON.stringify(figure));
  }
}

async function ask({ url, token }: ServedDatabase, path: string): Promise<unknown> {
  const response = await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`);
  return await response.json();
}

/** All rows as files, with the memory of the process watched. */
async function measureExport(server: ServedDatabase, total: number, column: string): Promise<void> {
  for (const format of ['csv', 'json', 'xlsx']) {
    server.forgetPeak();
    const before = server.memoryMiB().now;
    const begin = performance.now();
    const response = await fetch(`${server.url}/api/v1/assets/export?format=${format}&sort=name`, {
      headers: { authorization: `Bearer ${server.token}` },
    });
    if (!response.ok || response.body === null) throw new Error(`The export answered ${response.status}`);
    let bytes = 0;
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) bytes += chunk.length; // safe: a stream of Node
    const seconds = (performance.now() - begin) / 1000;
    const more = server.memoryMiB().peak - before;
    console.log(
      JSON.stringify({
        figure: 'export',
        format,
        column,
        rows: total,
        bytes,
        seconds,
        memoryBeforeMiB: before,
        moreMiB: more,
      }),
    );
  }
}

/** For people: p95 and CPU in milliseconds, `!` where p95 is above the aim. */
function printTable(): void {
  const columns = [...new Set(figures.map(({ column }) => column))];
  const names = [...new Set(figures.map(({ name }) => name))];
  console.log(`\n| p95 / CPU, ms | ${columns.join(' | ')} |\n|---|${columns.map(() => '---:|').join('')}`);
  for (const name of names) {
    const cells = columns.map((column) => {
      const figure = figures.find((one) => one.name === name && one.column === column);
      return figure === undefined
        ? ''
        : `${Math.round(figure.p95Ms)}${figure.p95Ms > AIMS[figure.kind] ? ' !' : ''} / ${figure.cpuMsEach}`;
    });
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
}
