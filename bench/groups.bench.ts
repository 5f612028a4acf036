/**
 * What it costs to keep dynamic groups current. One JSON line a figure.
 *
 * `npm run bench -- groups [--engines sqlite,postgres] [--assets 500] [--groups 100] [--software 600]`
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { configOf, createApp, openDatabase } from '@muster/server';
import pg from 'pg';

const { values } = parseArgs({
  options: {
    engines: { type: 'string', default: process.env.TEST_ENGINES ?? 'sqlite' },
    assets: { type: 'string', default: '500' },
    groups: { type: 'string', default: '100' },
    software: { type: 'string', default: '600' },
  },
});
const assets = Number(values.assets);
const groups = Number(values.groups);
const software = Number(values.software);
const POSTGRES = process.env.MUSTER_TEST_POSTGRES ?? 'postgres://root@127.0.0.1:5432/postgres';

const doer = { actor: 'bench', address: null };
const page = { limit: 50, offset: 0, sort: ['name'], archived: 'exclude' as const };
const quiet = { level: 'silent', info: skip, warn: skip, error: console.error, debug: skip, trace: skip, fatal: skip };
const log = { ...quiet, silent: skip, child: () => log } as never; // safe: all that a logger has

function skip(): void {
  // Nothing is logged while measuring.
}

async function measure(engine: string): Promise<void> {
  const place = engine === 'postgres' ? await postgresPlace() : filePlace();
  const db = await openDatabase(place.location);
  const app = await createApp({ config: configOf({}), db, log, consoleDist: '/nonexistent' });
  const { lists, groups: room, groupWorker } = app.services;
  try {
    for (let i = 0; i < assets; i += 1) {
      const reply = await app.inject({ method: 'POST', url: '/ocsinventory', payload: inventory(i) });
      if (reply.statusCode !== 200) throw new Error(`Inventory ${i} was answered ${reply.statusCode}`);
    }
    const made: number[] = [];
    const creating = await timesOf(groups, async (i) => {
      made.push((await room.create({ name: `group ${i}`, description: '', tree: treeOf(i) }, doer)).id);
    });
    print({ figure: 'group-full', engine, assets, software, ...summary(creating) });
    const one = await timesOf(50, async (i) => {
      await room.touch(db.kysely, [1 + (i % assets)]);
      await groupWorker.catchUp();
    });
    print({ figure: 'groups-one-asset', engine, assets, software, groups, ...summary(one) });
    const many = await timesOf(3, async (i) => {
      await room.touch(
        db.kysely,
        Array.from({ length: 100 }, (_, n) => 1 + ((i * 100 + n) % assets)),
      );
      await groupWorker.catchUp();
    });
    const each = many.map((ms) => ms / 100);
    print({ figure: 'groups-each-of-100-assets', engine, assets, software, groups, ...summary(each) });
    print({ figure: 'group-ids-of', engine, ...summary(await timesOf(200, (i) => room.idsOf(1 + (i % assets)))) });
    for (const [kind, tree] of Object.entries(kinds)) {
      const search_ = await timesOf(10, (i) => lists.found({ tree: tree(i), ...page }));
      print({ figure: 'search', engine, assets, software, kind, ...summary(search_) });
    }
  } finally {
    await app.close();
    await db.close();
    await place.dispose();
  }
}

/** The kinds of criteria that people build groups of; the first two most often. */
const kinds: Readonly<Record<string, (i: number) => object>> = {
  asset: (i) => ({ field: 'asset.os', operator: 'contains', value: i % 2 === 0 ? 'debian' : 'windows' }),
  software: (i) => ({
    has: 'software',
    where: {
      and: [
        { field: 'software.name', operator: 'begins', value: `package-${i}` },
        { field: 'software.version', operator: 'different', value: '1.0' },
      ],
    },
  }),
  address: (i) => ({ field: 'networks.ip', operator: 'begins', value: `10.0.${i % 4}.` }),
  silent: (i) => ({ field: 'asset.lastContactAt', operator: 'olderThan', value: 30 + i }),
  both: (i) => ({
    and: [
      { field: 'asset.memoryMiB', operator: 'less', value: 4096 },
      { not: { field: 'software.name', operator: 'equal', value: `package-${i}` } },
    ],
  }),
};

for (const engine of values.engines.split(',')) await measure(engine);

function treeOf(i: number): object {
  const all = Object.values(kinds);
  return all[i % all.length]?.(i) ?? {};
}

function inventory(i: number): string {
  const rows = Array.from(
    { length: software },
    (_, n) =>
      `<SOFTWARES><NAME>package-${(i * 7 + n) % (software * 3)}</NAME><VERSION>${n % 5}.${i % 3}</VERSION><FROM>deb</FROM></SOFTWARES>`,
  );
  const mac = `52:54:00:00:${hex(i >> 8)}:${hex(i & 255)}`;
  return `<?xml version="1.0"?><REQUEST><CONTENT><HARDWARE><NAME>pc-${i}</NAME><OSNAME>${i % 2 === 0 ? 'Debian GNU/Linux 12' : 'Microsoft Windows 11'}</OSNAME><MEMORY>${1024 * (1 + (i % 8))}</MEMORY></HARDWARE><BIOS><SSN>BENCH-${i}</SSN></BIOS><NETWORKS><DESCRIPTION>eth0</DESCRIPTION><MACADDR>${mac}</MACADDR><IPADDRESS>10.0.${i % 4}.${i % 250}</IPADDRESS></NETWORKS>${rows.join('')}</CONTENT><DEVICEID>pc-${i}-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

async function timesOf(n: number, work: (i: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < n; i += 1) {
    const start = performance.now();
    await work(i);
    times.push(performance.now() - start);
  }
  return times;
}

function summary(times: readonly number[]) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) => Math.round((sorted[Math.floor((sorted.length - 1) * part)] ?? 0) * 1000) / 1000;
  return { n: times.length, p50Ms: at(0.5), p95Ms: at(0.95) };
}

function print(figure: object): void {
  console.log(JSON.stringify(figure));
}

type Place = { readonly location: string; dispose(): Promise<void> };

function filePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  return {
    location: join(folder, 'bench.sqlite'),
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function postgresPlace(): Promise<Place> {
  const name = `muster_bench_${randomBytes(6).toString('hex')}`;
  await administrate(`create database ${name}`);
  return {
    location: Object.assign(new URL(POSTGRES), { pathname: `/${name}` }).href,
    dispose: () => administrate(`drop database ${name} with (force)`),
  };
}

async function administrate(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: POSTGRES });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
