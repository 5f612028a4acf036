import { type Host, once } from '../host/host.ts';

/**
 * When the system was installed, as far as its files tell; null if they do not.
 *
 * Birth of what an installer writes once: on Debian the list of the first package, elsewhere the first folders. Not the time
 * of modification, which upgrades move. An image of a container tells when the image was made.
 */
export function readInstallTime(host: Host): Promise<Date | null> {
  return once(host, 'install time', async () => {
    for (const path of ['/var/lib/dpkg/info/base-files.list', '/lost+found', '/root', '/']) {
      const bornMs = (await host.stat(path))?.bornMs ?? null;
      // Some file systems answer 1970, and the kernel's own (overlay) the time of their mount.
      if (bornMs !== null && bornMs > Date.UTC(1995, 0) && bornMs <= host.now().getTime()) return new Date(bornMs);
    }
    return null;
  });
}
