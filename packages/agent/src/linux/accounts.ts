import { type Host, once } from '../host/host.ts';

export type Account = {
  readonly login: string;
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
  readonly home: string;
  readonly shell: string;
};

export type Group = {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
};

/** `/etc/passwd`; lines of NIS (`+`, `-`) and comments are no accounts. Source: passwd(5). */
export function parsePasswd(text: string): Account[] {
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter(([login, , uid]) => /^[^#+-]/.test(login ?? '') && /^\d+$/.test(uid ?? ''))
    .map(([login = '', , uid, gid, name = '', home = '', shell = '']) => {
      return { login, uid: Number(uid), gid: Number(gid), name, home, shell };
    });
}

/** `/etc/group`. Source: group(5). */
export function parseGroups(text: string): Group[] {
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter(([name, , gid]) => /^[^#+-]/.test(name ?? '') && /^-?\d+$/.test(gid ?? ''))
    .map(([name = '', , gid, members = '']) => {
      return {
        name,
        gid: Number(gid),
        members: members
          .split(',')
          .map((m) => m.trim())
          .filter(Boolean),
      };
    });
}

/** Login by user id, of the machine's own accounts; read once. */
export function readAccountNames(host: Host): Promise<ReadonlyMap<number, string>> {
  return once(host, 'account names', async () => {
    const names = new Map<number, string>();
    // The first of several names of one number is the one programs show.
    for (const { uid, login } of parsePasswd((await host.read('/etc/passwd')) ?? '')) {
      if (!names.has(uid)) names.set(uid, login);
    }
    return names;
  });
}
