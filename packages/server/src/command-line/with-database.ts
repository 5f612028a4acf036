import { createServices, type Services } from '../app.ts';
import { type Config, makeDataDir } from '../config.ts';
import { openDatabase } from '../db/database.ts';

/** Runs `work` on the database of a configuration, beside a server that may be running. */
export async function withDatabase<T>(config: Config, work: (services: Services) => Promise<T>): Promise<T> {
  makeDataDir(config);
  const db = await openDatabase(config.databaseLocation);
  try {
    const services = createServices({ db });
    const result = await work(services);
    await services.groupWorker.stop(); // a server that runs, or is started later, goes on with it
    return result;
  } finally {
    await db.close();
  }
}
