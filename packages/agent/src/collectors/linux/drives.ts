import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import type { FileSystemFacts, Host } from '../../host/host.ts';
import { askFileSystem } from '../../linux/blkid.ts';
import { boundText } from '../../linux/bounded-text.ts';
import { readEncryption, readSuperblock, toBlockName } from '../../linux/encryption.ts';
import { type Mount, parseMounts } from '../../linux/mounts.ts';
import { readAsmGroups } from '../../linux/oracle-asm.ts';
import { decodeUdev, readUdevProperties } from '../../linux/udev.ts';

/**
 * Mounted file systems, each once, from the kernel's list.
 *
 * Pseudo file systems are left out: they report memory or settings, not storage. Those of servers are asked through `df`,
 * which can be killed when the server does not answer; a system call could not.
 */
export const linuxDrives = defineCollector({
  name: 'linux/drives',
  section: sections.drives,
  platforms: ['linux'],
  async collect(host) {
    const text = await host.read('/proc/self/mountinfo');
    if (text === null) return null;
    const mounts = selectMounts(parseMounts(text));
    const [found, groups] = await Promise.all([
      Promise.all(mounts.map((mount) => readDrive(host, mount))),
      readAsmGroups(host),
    ]);
    return [...found.filter((drive) => drive !== null), ...groups];
  },
});

/** They keep nothing on a disk of their own. */
const PSEUDO = new Set(
  (
    'autofs bdev binder binfmt_misc bpf cgroup cgroup2 configfs cpuset debugfs devfs devpts devshm devtmpfs efivarfs ' +
    'fuse.gvfsd-fuse fuse.lxcfs fuse.portal fuse.snapfuse fusectl hugetlbfs mqueue nfsd nsfs overlay overlayfs pipefs ' +
    'proc pstore ramfs resctrl rootfs rpc_pipefs securityfs selinuxfs smackfs sockfs spufs squashfs sysfs tmpfs ' +
    'tracefs udev usbfs xenfs'
  ).split(' '),
);

/** Their server may be gone. */
const isRemote = (fileSystem: string) =>
  /^(?:nfs\d?|cifs|smb\d?|smbfs|ncpfs|afs|ceph|9p|glusterfs|gfs2?|lustre|davfs|beegfs|ocfs2|fuse(?:blk)?\..*|fuse)$/.test(
    fileSystem,
  );

/**
 * One mount for each file system: that of its root if there is one, else the shortest path, as `df` chooses.
 * Containers mount single files of their host (`/etc/hosts`), which are no drives.
 */
export function selectMounts(mounts: readonly Mount[]): Mount[] {
  const chosen = new Map<string, Mount>();
  for (const mount of mounts) {
    if (PSEUDO.has(mount.fileSystem)) continue;
    const key = isRemote(mount.fileSystem) ? mount.device : mount.deviceNumber;
    const known = chosen.get(key);
    if (known === undefined || isBetter(mount, known)) chosen.set(key, mount);
  }
  return [...chosen.values()];
}

function isBetter(mount: Mount, known: Mount): boolean {
  if ((mount.root === '/') !== (known.root === '/')) return mount.root === '/';
  return mount.mountPoint.length < known.mountPoint.length;
}

async function readDrive(host: Host, mount: Mount): Promise<Found<'drives'> | null> {
  const facts = isRemote(mount.fileSystem)
    ? await askDf(host, mount.mountPoint)
    : await host.statFileSystem(mount.mountPoint);
  if (facts?.totalBytes === 0) return null; // such as a FUSE service that keeps nothing
  return {
    mountPoint: mount.mountPoint,
    device: mount.device,
    fileSystem: mount.fileSystem,
    total: facts === null ? null : toMebibytes(facts.totalBytes),
    free: facts === null ? null : toMebibytes(facts.freeBytes),
    systemDrive: mount.mountPoint === '/',
    ...(await readDetails(host, mount.device)),
  };
}

const toMebibytes = (bytes: number) => Math.floor(bytes / 1024 ** 2);

const DF_TIMEOUT_MS = 5_000;

async function askDf(host: Host, mountPoint: string): Promise<FileSystemFacts | null> {
  const output = await host.run('df', ['-P', '-k', mountPoint], { timeoutMs: DF_TIMEOUT_MS });
  return output === null ? null : parseDf(output);
}

export type DfRow = {
  readonly device: string;
  /** With `-T`. */
  readonly fileSystem: string | null;
  readonly sizeKiB: number;
  readonly freeKiB: number;
  readonly mountPoint: string;
};

/**
 * `df -P -k`, with or without `-T`: device, kind, size, used, free, used part, mount point. Sizes are KiB.
 *
 * Long names of devices may have a line of their own, and mount points may have spaces.
 */
export function parseDfRows(output: string): DfRow[] {
  const lines = boundText(output)
    .replace(/^(\S+)\n\s+/gm, '$1 ')
    .split('\n');
  return lines.slice(1).flatMap((line) => {
    const pattern = /^(.+?)\s+(?:([a-z][\w.-]*)\s+)?(\d+)\s+(-?\d+)\s+(-?\d+)\s+(?:\d+%|-)\s+(\/.*?)\s*$/;
    const [, device, fileSystem, size, , free, mountPoint] = pattern.exec(line) ?? [];
    if (device === undefined || mountPoint === undefined) return [];
    return [
      {
        device,
        fileSystem: fileSystem ?? null,
        sizeKiB: Number(size),
        freeKiB: Math.max(0, Number(free)),
        mountPoint,
      },
    ];
  });
}

/** Of one mount point. */
export function parseDf(output: string): FileSystemFacts | null {
  const [row] = parseDfRows(output);
  return row === undefined ? null : { totalBytes: row.sizeKiB * 1024, freeBytes: row.freeKiB * 1024 };
}

/** Label and UUID: udev's, else the links that it made, else those on the device itself; root alone reads when it was made. */
async function readDetails(host: Host, device: string): Promise<Found<'drives'>> {
  const name = await toBlockName(host, device); // `/dev/mapper/vg-root` → `dm-0`
  if (name === null) return {};
  const [udev, head, encryption] = await Promise.all([
    readUdevProperties(host, name),
    readSuperblock(host, device),
    readEncryption(host, name),
  ]);
  const serial = udev.ID_FS_UUID ?? (await findLink(host, '/dev/disk/by-uuid', name));
  const label =
    decodeUdev(udev.ID_FS_LABEL_ENC) ?? decodeUdev((await findLink(host, '/dev/disk/by-label', name)) ?? '');
  const asked = serial === null ? await askFileSystem(host, device) : null;
  return {
    serial: serial ?? asked?.uuid ?? null,
    label: label ?? asked?.label ?? null,
    createdOn: head?.createdOn ?? null,
    ...encryption,
  };
}

async function findLink(host: Host, folder: string, deviceName: string): Promise<string | null> {
  for (const name of await host.list(folder)) {
    if ((await host.link(`${folder}/${name}`))?.split('/').at(-1) === deviceName) return name;
  }
  return null;
}
