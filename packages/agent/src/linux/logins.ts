import { type Host, once } from '../host/host.ts';
import { toDateTime } from './date-times.ts';
import { type Login, parseUtmp } from './utmp.ts';

/** Some thousand logins. */
const HISTORY_LIMIT_BYTES = 1024 * 1024;

/** A login that lasts. */
export type Session = {
  readonly user: string;
  /** Terminal or display. */
  readonly terminal: string | null;
  readonly remoteHost: string | null;
  /** `tty`, `x11`, `wayland`, `mir`, or the service: `sshd`. */
  readonly type: string | null;
  readonly startedAt: string | null;
  /** `active` or `online`. */
  readonly state: string | null;
};

/** Users who are logged in now, each once, sorted. */
export async function readLoggedInUsers(host: Host): Promise<readonly string[]> {
  return [...new Set((await readSessions(host)).map(({ user }) => user))].sort();
}

/** Sessions of systemd, and those which only utmp has: distributions are giving it up, because its times end in 2038. */
export function readSessions(host: Host): Promise<readonly Session[]> {
  return once(host, 'sessions', async () => {
    const [sessions, utmp] = await Promise.all([fromSystemd(host), readLogins(host, '/run/utmp')]);
    const known = new Set(sessions.map(({ user, terminal }) => `${user} ${terminal}`));
    const others = utmp.filter(({ user, line }) => !known.has(`${user} ${line}`));
    return [...sessions, ...others.map(fromUtmp)];
  });
}

/** The newest login of a user that is known; null when there is none. */
export async function readLastLogin(host: Host): Promise<Login | null> {
  const history = await readHistory(host);
  return history.reduce<Login | null>((last, login) => (last === null || login.at >= last.at ? login : last), null);
}

/** When each user last logged in, as far as is known. */
export async function readLastLogins(host: Host): Promise<ReadonlyMap<string, Date>> {
  const last = new Map<string, Date>();
  for (const { user, at } of await readHistory(host)) {
    const known = last.get(user);
    if (known === undefined || known < at) last.set(user, at);
  }
  return last;
}

function readHistory(host: Host): Promise<readonly Login[]> {
  return once(host, 'logins', async () => [
    ...(await readLogins(host, '/var/log/wtmp')),
    ...(await readLoginDatabase(host)),
    ...(await readLogins(host, '/run/utmp')),
  ]);
}

const DATABASES = ['/var/lib/wtmpdb/wtmp.db', '/var/log/wtmp.db'];

/** What Debian 13 and its contemporaries have in the place of wtmp. */
async function readLoginDatabase(host: Host): Promise<Login[]> {
  const found = await Promise.all(DATABASES.map((path) => host.stat(path)));
  if (found.every((facts) => facts === null)) return [];
  return parseWtmpdb((await host.run('wtmpdb', ['last', '--json', '--time-format', 'iso', '-n', '1000'])) ?? '');
}

type Entry = { readonly user?: string; readonly tty?: string; readonly hostname?: string; readonly login?: string };

/** The list that `wtmpdb last --json` prints; starts and ends of the system are no logins. */
export function parseWtmpdb(json: string): Login[] {
  let entries: unknown;
  try {
    entries = (JSON.parse(json) as { entries?: unknown } | null)?.entries; // safe: checked just below
  } catch {
    return [];
  }
  if (!Array.isArray(entries)) return [];
  return entries.flatMap(({ user, tty = '', hostname, login }: Entry) => {
    const at = new Date(login ?? Number.NaN);
    if (typeof user !== 'string' || /^(?:reboot|shutdown)$/.test(user) || Number.isNaN(at.getTime())) return [];
    return [{ user, line: tty, at, from: hostname ?? null }];
  });
}

async function readLogins(host: Host, path: string): Promise<Login[]> {
  const bytes = await host.readBytes(path, { limitBytes: HISTORY_LIMIT_BYTES, end: true });
  return bytes === null ? [] : parseUtmp(bytes);
}

const fromUtmp = ({ user, line, at, from }: Login): Session => ({
  user,
  terminal: line || null,
  remoteHost: from,
  type: line.startsWith('pts/') ? 'pts' : 'tty',
  startedAt: toDateTime(at),
  state: null,
});

async function fromSystemd(host: Host): Promise<Session[]> {
  const folder = '/run/systemd/sessions';
  const names = (await host.list(folder)).filter((name) => /^\w+$/.test(name));
  const texts = await Promise.all(names.map((name) => host.read(`${folder}/${name}`)));
  return texts.map((text) => parseSession(text ?? '')).filter((session) => session !== null);
}

/** A session file; null for the sessions of greeters and background services, and for those that end. */
export function parseSession(text: string): Session | null {
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1] || null;
  const user = value('USER');
  if (user === null || value('CLASS') !== 'user' || value('STATE') === 'closing') return null;
  const startedMs = Number(value('REALTIME') ?? Number.NaN) / 1000;
  const type = value('TYPE');
  return {
    user,
    terminal: value('TTY') ?? value('DISPLAY'),
    remoteHost: value('REMOTE_HOST'),
    type: type === 'unspecified' || type === null ? value('SERVICE') : type,
    startedAt: startedMs > 0 && startedMs < 1e14 ? toDateTime(new Date(startedMs)) : null,
    state: value('STATE'),
  };
}
