import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServices, openDatabase } from '@muster/server';
import { addAdminFields, addSurroundings, generate } from '@muster/simulator';
import pg from 'pg';
import type { EngineName } from '../server-under-load.ts';
import { multiply } from './multiply.ts';

export type FilledDatabase = {
  readonly location: string;
  /** How it came to be, for whoever reads the figures. */
  readonly how: string;
  dispose(): Promise<void>;
};

type Options = {
  readonly engine: EngineName;
  readonly assets: number;
  readonly software: number;
  /** Machines that report; those beyond are copies of them in the database. */
  readonly reported: number;
};

const ADMINISTRATION = process.env.MUSTER_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** An empty database, and a fleet in it. */
export async function fillDatabase({ engine, assets, software, reported }: Options): Promise<FilledDatabase> {
  const place = engine === 'postgres' ? await postgresPlace() : filePlace();
  const machines = Math.min(assets, reported);
  try {
    const db = await openDatabase(place.location, { isDurable: false });
    try {
      const services = createServices({ db });
      await addAdminFields(services);
      const fleet = { seed: 1, assets: machines, software, inventories: 2, days: 180, until: Date.now() };
      const { seconds, retired } = await generate({ ...fleet, services, atOnce: 16 });
      await multiply(place.location, Math.floor(assets / machines));
      await addSurroundings(services, { retired, userId: null });
      const copies = assets > machines ? `, copied to ${assets}` : '';
      return { ...place, how: `${machines} machines reported in ${Math.round(seconds)} s${copies}` };
    } finally {
      await db.close();
    }
  } catch (error) {
    await place.dispose();
    throw error;
  }
}

function filePlace() {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  return {
    location: join(folder, 'fleet.sqlite'),
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function postgresPlace() {
  const name = `muster_bench_${randomBytes(6).toString('hex')}`;
  await administrate(`create database ${name}`);
  return {
    location: Object.assign(new URL(ADMINISTRATION), { pathname: `/${name}` }).href,
    dispose: () => administrate(`drop database ${name} with (force)`),
  };
}

async function administrate(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: ADMINISTRATION });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
