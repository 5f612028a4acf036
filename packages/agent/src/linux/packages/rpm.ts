import { AppError } from '@muster/protocol';
import type { Host } from '../../host/host.ts';
import { type InstalledPackage, secondsToDateTime, toCount } from './installed-package.ts';

const FORMAT =
  '%{NAME}\\t%{ARCH}\\t%{VERSION}-%{RELEASE}\\t%{INSTALLTIME}\\t%{SIZE}\\t%{VENDOR}\\t%{SUMMARY}\\t%{GROUP}\\t%{URL}\\n';
/** Older versions have no `/usr/lib/sysimage/rpm`, newer ones of Fedora and SUSE not the other. */
const DATABASES = ['/var/lib/rpm', '/usr/lib/sysimage/rpm'];

/** Installed packages of rpm. */
export async function readRpm(host: Host): Promise<InstalledPackage[] | null> {
  const files = await Promise.all(DATABASES.map((folder) => host.list(folder)));
  // The program alone may be installed, as on Debian; there it makes an empty database when it is used.
  if (!files.flat().some((name) => /^(?:Packages|rpmdb\.sqlite|Packages\.db)$/.test(name))) return null;
  const output = await host.run('rpm', ['-qa', '--queryformat', FORMAT], { timeoutMs: 110_000 });
  if (output === null) throw new AppError('PROGRAM_UNANSWERED', { what: 'the packages of rpm', program: 'rpm' });
  return parseRpm(output);
}

/** Lines of tab-separated values; rpm writes `(none)` where a package says nothing. */
export function parseRpm(output: string): InstalledPackage[] {
  return (
    output
      .split('\n')
      .map((line) => line.split('\t').map((value) => (value === '(none)' ? null : value)))
      // Keys that sign packages are kept like packages.
      .filter(([name, , version]) => name && version && name !== 'gpg-pubkey')
      .map(([name, architecture, version, installTime, size, vendor, summary, group, url]) => ({
        name: name ?? null,
        version: version ?? null,
        publisher: vendor ?? null,
        comments: summary ?? null,
        architecture: architecture ?? null,
        source: 'rpm',
        fileSize: toCount(size),
        category: group === 'Unspecified' ? null : (group ?? null),
        origin: vendor ?? null,
        aboutUrl: url ?? null,
        installedAt: secondsToDateTime(installTime),
      }))
  );
}
