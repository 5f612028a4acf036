import { type Host, once } from '../host/host.ts';
import { readProcesses } from './processes.ts';
import { parseXdpyinfo, parseXrandr, type XScreen } from './xrandr.ts';

/**
 * Screens of the display server that runs here; none without one, or where it does not let us in.
 *
 * Its own secret stands in a file that only root and its user may read.
 */
export function readXScreens(host: Host): Promise<readonly XScreen[]> {
  return once(host, 'x screens', async () => {
    const [socket] = await host.list('/tmp/.X11-unix');
    if (socket === undefined) return [];
    const settings = [`DISPLAY=:${socket.replace(/^X/, '')}`, ...(await readAuthority(host))];
    const screens = parseXrandr((await host.run('env', [...settings, 'xrandr', '--props'], LIMIT)) ?? '');
    if (screens.length > 0) return screens;
    const size = parseXdpyinfo((await host.run('env', [...settings, 'xdpyinfo'], LIMIT)) ?? '');
    return size === null ? [] : [{ ...size, outputs: [] }];
  });
}

const LIMIT = { timeoutMs: 5_000 };

async function readAuthority(host: Host): Promise<string[]> {
  const server = (await readProcesses(host)).find(({ name }) => /^X(?:org|wayland)?(?:\.bin)?$/.test(name));
  const at = server?.arguments.indexOf('-auth') ?? -1;
  const file = at === -1 ? undefined : server?.arguments[at + 1];
  return file === undefined ? [] : [`XAUTHORITY=${file}`];
}
