import { type Host, once, readValue } from '../host/host.ts';

/** Name of the container technology this system runs in; null when it is no container. */
export function readContainer(host: Host): Promise<string | null> {
  return once(host, 'container', async () => {
    // systemd and its kin pass it to the first process; only root may see that.
    const environment = (await host.read('/proc/1/environ')) ?? '';
    const [, told] = /(?:^|\0|\n)container=([\w-]+)/.exec(environment) ?? [];
    const named = told ?? (await readValue(host, '/run/systemd/container'));
    if (named !== null && named !== undefined) return NAMES[named.toLowerCase()] ?? named;
    if (/^envID:\s*[1-9]/m.test((await host.read('/proc/self/status')) ?? '')) return 'Virtuozzo';
    if ((await host.stat('/.dockerenv')) !== null || (await host.stat('/.dockerinit')) !== null) return 'Docker';
    if ((await host.stat('/run/.containerenv')) !== null) return 'Podman';
    if ((await host.stat('/proc/sys/fs/binfmt_misc/WSLInterop')) !== null) return 'WSL';
    if (/-microsoft-standard-WSL|\bWSL2?\b/.test((await readValue(host, '/proc/sys/kernel/osrelease')) ?? ''))
      return 'WSL';
    return nameFromRoot((await host.read('/proc/self/mountinfo')) ?? '');
  });
}

/** Containers that nobody marks, as those of Kubernetes: their root lies in the folder of what started them. */
function nameFromRoot(mounts: string): string | null {
  const [, upper = ''] = /^\d+ \d+ \S+ \S+ \/ .* - overlay .*\bupperdir=([^,\s]+)/m.exec(mounts) ?? [];
  return ROOTS.find(([folder]) => upper.includes(folder))?.[1] ?? null;
}

const ROOTS: readonly (readonly [folder: string, name: string])[] = [
  ['/docker/', 'Docker'],
  ['/containers/storage/', 'Podman'],
  ['containerd', 'containerd'],
];

// Spelled as servers know them; the rest is what systemd calls it.
const NAMES: Readonly<Record<string, string>> = {
  docker: 'Docker',
  podman: 'Podman',
  oci: 'Docker',
  wsl: 'WSL',
  openvz: 'OpenVZ',
};
