import { type Host, once } from '../host/host.ts';
import { type Login, parseUtmp } from './utmp.ts';

/** Some thousand logins. */
const HISTORY_LIMIT_BYTES = 1024 * 1024;

/** Users who are logged in now, each once, sorted. */
export function readLoggedInUsers(host: Host): Promise<readonly string[]> {
  return once(host, 'logged in users', async () => {
    const [sessions, utmp] = await Promise.all([fromSessions(host), readLogins(host, '/run/utmp')]);
    return [...new Set([...sessions, ...utmp.map((login) => login.user)])].sort();
  });
}

/** The newest login of a user that is known; null when there is none. */
export async function readLastLogin(host: Host): Promise<Login | null> {
  const history = [...(await readLogins(host, '/var/log/wtmp')), ...(await readLogins(host, '/run/utmp'))];
  return history.reduce<Login | null>((last, login) => (last === null || login.at >= last.at ? login : last), null);
}

async function readLogins(host: Host, path: string): Promise<Login[]> {
  const bytes = await host.readBytes(path, { limitBytes: HISTORY_LIMIT_BYTES, end: true });
  return bytes === null ? [] : parseUtmp(bytes);
}

/** systemd's sessions: distributions are giving up utmp, because its times end in 2038. */
async function fromSessions(host: Host): Promise<string[]> {
  const folder = '/run/systemd/sessions';
  const names = (await host.list(folder)).filter((name) => /^\w+$/.test(name));
  const texts = await Promise.all(names.map((name) => host.read(`${folder}/${name}`)));
  return texts.map((text) => parseSession(text ?? '')).filter((user) => user !== null);
}

/** User of a session file; null for the sessions of greeters and background services, and for those that end. */
export function parseSession(text: string): string | null {
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1];
  if (value('CLASS') !== 'user' || value('STATE') === 'closing') return null;
  return value('USER') || null;
}
