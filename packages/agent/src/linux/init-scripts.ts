import { type Host, readNumber } from '../host/host.ts';
import { readProcesses } from './processes.ts';
import type { Service } from './systemd.ts';

/** Not services: what the boot itself runs. */
const HELPERS = /^(?:README|skeleton|rc|rcS|functions|halt|killall|netfs|single|reboot|\..*)$/;

/** Services of init scripts: on systems without systemd, and those that brought none of its units. */
export async function readInitScripts(host: Host): Promise<Service[]> {
  const [scripts, started] = await Promise.all([host.list('/etc/init.d'), readStarted(host)]);
  const names = scripts.filter((name) => !HELPERS.test(name) && !name.endsWith('.sh'));
  return Promise.all(
    names.map(async (name) => {
      const text = await host.read(`/etc/init.d/${name}`, { limitBytes: 8192, head: true });
      const pid = await readRunningPid(host, name);
      return {
        name,
        displayName: parseScript(text ?? '').description,
        status: pid !== null || started.running.has(name) ? 'running' : 'stopped',
        startType: started.automatic.has(name) ? 'automatic' : 'manual',
        manager: started.manager,
        file: `/etc/init.d/${name}`,
        pid,
      };
    }),
  );
}

/** Which are started at boot: OpenRC keeps lists, others links whose names begin with S and a number. */
async function readStarted(host: Host) {
  const [runlevels, running] = await Promise.all([host.list('/etc/runlevels'), host.list('/run/openrc/started')]);
  if (runlevels.length > 0) {
    const lists = await Promise.all(runlevels.map((level) => host.list(`/etc/runlevels/${level}`)));
    return { automatic: new Set(lists.flat()), running: new Set(running), manager: 'openrc' };
  }
  const folders = ['2', '3', '5'].flatMap((level) => [`/etc/rc${level}.d`, `/etc/rc.d/rc${level}.d`]);
  const links = await Promise.all(folders.map((folder) => host.list(folder)));
  const names = links.flat().flatMap((link) => /^S\d\d(.+)$/.exec(link)?.[1] ?? []);
  return { automatic: new Set(names), running: new Set<string>(), manager: 'sysv' };
}

/** Number of its process, where it keeps one that still lives. */
async function readRunningPid(host: Host, name: string): Promise<number | null> {
  const processes = await readProcesses(host);
  for (const path of [`/run/${name}.pid`, `/run/${name}/${name}.pid`]) {
    const pid = await readNumber(host, path);
    if (pid !== null && processes.some((process) => process.pid === pid)) return pid;
  }
  return processes.find((process) => isProgramOf(process.name, name))?.pid ?? null;
}

/** `sshd` of `ssh`, `postgres` of `postgresql`. */
function isProgramOf(process: string, service: string): boolean {
  return process === service || process === `${service}d` || (process.length > 4 && service.startsWith(process));
}

/** The description at its head. Source: LSB, comment conventions for init scripts; `description=` of OpenRC. */
export function parseScript(text: string): { readonly description: string | null } {
  const [, short] = /^#\s*Short-Description:\s*(.+)$/im.exec(text) ?? [];
  const [, openrc] = /^description=["']?([^"'\n]+)/m.exec(text) ?? [];
  const [, redHat] = /^#\s*description:\s*(.+?)\\?$/im.exec(text) ?? [];
  return { description: short?.trim() ?? openrc?.trim() ?? redHat?.trim() ?? null };
}
