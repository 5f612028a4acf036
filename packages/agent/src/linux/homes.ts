import { type Host, once } from '../host/host.ts';
import { parsePasswd } from './accounts.ts';

export type Home = { readonly login: string; readonly uid: number; readonly gid: number; readonly folder: string };

/** Below this stand accounts of the system. */
const FIRST_USER = 1000;
const NOBODY = 65_534;
/** A machine with more users than that is a server for them: their folders would take hours. */
const HOME_LIMIT = 200;

/** Folders of the people of this machine, if the administrator lets us look into them; none otherwise. */
export function readHomes(host: Host): Promise<readonly Home[]> {
  return once(host, 'homes', async () => {
    if (!host.scansHomes) return [];
    const accounts = parsePasswd((await host.read('/etc/passwd')) ?? '');
    const people = accounts.filter(({ uid, home }) => uid >= FIRST_USER && uid !== NOBODY && home.startsWith('/'));
    return people.slice(0, HOME_LIMIT).map(({ login, uid, gid, home }) => ({ login, uid, gid, folder: home }));
  });
}
