import { type Host, once } from '../../host/host.ts';
import { settleAll } from '../../settle-all.ts';
import { readApk } from './apk.ts';
import { readDpkg } from './dpkg.ts';
import { readFlatpaks } from './flatpak.ts';
import type { InstalledPackage, PackageReader } from './installed-package.ts';
import { readNix } from './nix.ts';
import { readOpkg } from './opkg.ts';
import { readPacman } from './pacman.ts';
import { readPortage } from './portage.ts';
import { readRpm } from './rpm.ts';
import { readSlackware } from './slackware.ts';
import { readSnaps } from './snap.ts';
import { readXbps } from './xbps.ts';

/** A machine may have several: Ubuntu has dpkg and snap. */
export const packageManagers: Readonly<Record<string, PackageReader>> = {
  dpkg: readDpkg,
  rpm: readRpm,
  pacman: readPacman,
  apk: readApk,
  opkg: readOpkg,
  portage: readPortage,
  slackware: readSlackware,
  xbps: readXbps,
  nix: readNix,
  snap: readSnaps,
  flatpak: readFlatpaks,
};

/** Installed packages of all of them, read once; empty where there is no package manager that we know. */
export function readInstalledPackages(host: Host): Promise<readonly InstalledPackage[]> {
  return once(host, 'installed packages', async () => {
    const readers = Object.entries(packageManagers).map(([name, read]) => [name, read(host)] as const);
    return (await settleAll(host, Object.fromEntries(readers))).flat();
  });
}
