import { readApk } from './apk.ts';
import { readDpkg } from './dpkg.ts';
import { readFlatpaks } from './flatpak.ts';
import type { PackageReader } from './installed-package.ts';
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
