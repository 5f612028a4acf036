import pg from 'pg';
import type { Signals } from '../signals.ts';

/** Every Muster process of a database listens to it. */
export const CHANNEL = 'muster';

/** PostgreSQL takes texts shorter than 8,000 bytes. */
const MOST_BYTES = 7_900;

/** Between two attempts to connect again. Milliseconds. */
const AGAIN_MS = 2_000;

/** By LISTEN and NOTIFY, on a connection of its own. */
export function createPostgresSignals(location: string, query: (text: string) => Promise<void>): Signals {
  return {
    mostBytes: MOST_BYTES,
    send: query,
    listen(onText) {
      let client: pg.Client | undefined;
      let again: NodeJS.Timeout | undefined;
      let isEnded = false;

      function lost(): void {
        client?.removeAllListeners();
        client?.on('error', () => undefined); // it may fail once more while it ends
        client?.end().catch(() => undefined);
        client = undefined;
        if (isEnded || again !== undefined) return;
        again = setTimeout(connect, AGAIN_MS);
        again.unref();
      }

      function connect(): void {
        again = undefined;
        const made = new pg.Client({ connectionString: location, application_name: 'muster events', keepAlive: true });
        client = made;
        made.on('error', lost);
        made.on('end', lost);
        made.on('notification', ({ payload }) => onText(payload ?? ''));
        made
          .connect()
          .then(() => made.query(`listen ${CHANNEL}`))
          .catch(lost);
      }

      connect();
      return async () => {
        isEnded = true;
        clearTimeout(again);
        client?.removeAllListeners();
        client?.on('error', () => undefined);
        await client?.end().catch(() => undefined);
      };
    },
  };
}
