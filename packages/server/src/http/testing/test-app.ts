import pino from 'pino';
import type { ScopeOf } from '../../access/session-service.ts';
import { createApp } from '../../app.ts';
import { configOf } from '../../config.ts';
import { type Db, openDatabase } from '../../db/database.ts';
import { migratedImage } from '../../db/testing/migrated-image.ts';

type Options = Parameters<typeof configOf>[0] & {
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  readonly consoleDist?: string;
  /** What each user may see; everything when it is left out. */
  readonly scopeOf?: ScopeOf;
  /** Default: a new one, which is gone when the app is closed. */
  readonly db?: Db;
  /** Makes that new one; default: in memory. */
  readonly create?: () => Promise<{ readonly db: Db; dispose(): Promise<void> }>;
};

/** Tests sign in often; what hashes cost is tested where they are made. */
const QUICK_PASSWORDS = { ln: 10, r: 8, p: 1 };

/** A whole server for `inject()`, an API token that opens it, and the lines it logs. */
export async function createTestApp(options: Options = {}) {
  const { clock = Date.now, consoleDist = '/nonexistent', scopeOf, db, create = inMemory, ...config } = options;
  const lines: string[] = [];
  const log = pino({ level: 'debug', base: null }, { write: (line) => lines.push(line) });
  const made = db === undefined ? await create() : { db, dispose: async () => undefined };
  const app = await createApp({
    config: configOf(config),
    db: made.db,
    passwordCost: QUICK_PASSWORDS,
    log,
    clock,
    consoleDist,
    scopeOf,
  });
  const token = await app.services.users.createToken('test');
  return {
    app,
    db: made.db,
    services: app.services,
    lines,
    authorization: `Bearer ${token}`,
    async close() {
      await app.close();
      await made.dispose();
    },
  };
}

async function inMemory() {
  const db = await openDatabase(':memory:', { image: await migratedImage() });
  return { db, dispose: () => db.close() };
}

export type TestApp = Awaited<ReturnType<typeof createTestApp>>;
