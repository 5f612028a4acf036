import { type Config, makeDataDir } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { createEventRelay } from '../http/event-relay.ts';
import { createServices, type Services } from '../services.ts';

/** Runs `work` on the database of a configuration, beside a server that may be running. */
export async function withDatabase<T>(config: Config, work: (services: Services) => Promise<T>): Promise<T> {
  makeDataDir(config);
  const db = await openDatabase(config.databaseLocation);
  try {
    const services = createServices({ db });
    // Consoles that are open show what happens here; if they cannot be told, that is no reason to fail.
    const relay = createEventRelay({ events: services.events, signals: db.signals, onError: () => undefined });
    relay.start({ listening: false });
    const result = await work(services);
    await relay.stop();
    await services.groupWorker.stop(); // a server that runs, or is started later, goes on with it
    return result;
  } finally {
    await db.close();
  }
}
