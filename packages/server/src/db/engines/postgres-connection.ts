import pg from 'pg';

/** Between two attempts to connect again. Milliseconds. */
const AGAIN_MS = 2_000;

type Connection = {
  readonly location: string;
  /** What the database's administrator sees it called. */
  readonly name: string;
  /** Done on each new connection. One that fails is given up, and another is made. */
  begin(client: pg.Client): Promise<unknown>;
};

/**
 * A connection of its own beside the pool, made again whenever it is lost.
 *
 * @returns `tried` resolves after the first attempt, whether it succeeded or not. `end` ends it.
 */
export function keepConnected({ location, name, begin }: Connection) {
  let client: pg.Client | undefined;
  let again: NodeJS.Timeout | undefined;
  let isEnded = false;

  function lost(): void {
    client?.removeAllListeners();
    client?.on('error', () => undefined); // it may fail once more while it ends
    client?.end().catch(() => undefined);
    client = undefined;
    if (isEnded || again !== undefined) return;
    again = setTimeout(() => void connect(), AGAIN_MS);
    again.unref();
  }

  async function connect(): Promise<void> {
    again = undefined;
    const made = new pg.Client({ connectionString: location, application_name: name, keepAlive: true });
    client = made;
    made.on('error', lost);
    made.on('end', lost);
    try {
      await made.connect();
      await begin(made);
    } catch {
      lost();
    }
  }

  return {
    tried: connect(),
    async end(): Promise<void> {
      isEnded = true;
      clearTimeout(again);
      client?.removeAllListeners();
      client?.on('error', () => undefined);
      await client?.end().catch(() => undefined);
    },
  };
}
