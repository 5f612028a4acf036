import type { Signals } from '../signals.ts';
import { keepConnected } from './postgres-connection.ts';

/** Every Muster process of a database listens to it. */
export const CHANNEL = 'muster';

/** PostgreSQL takes texts shorter than 8,000 bytes. */
const MOST_BYTES = 7_900;

/** By LISTEN and NOTIFY, on a connection of its own. */
export function createPostgresSignals(location: string, query: (text: string) => Promise<void>): Signals {
  return {
    mostBytes: MOST_BYTES,
    send: query,
    listen(onText) {
      const { end } = keepConnected({
        location,
        name: 'muster events',
        begin(client) {
          client.on('notification', ({ payload }) => onText(payload ?? ''));
          return client.query(`listen ${CHANNEL}`);
        },
      });
      return end;
    },
  };
}
