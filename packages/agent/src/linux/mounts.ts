/** One line of `/proc/self/mountinfo`. */
export type Mount = {
  /** Device number `major:minor`; the same for all mounts of one file system. */
  readonly deviceNumber: string;
  /** Which folder of the file system is mounted; `/` unless it is a bind mount or a subvolume. */
  readonly root: string;
  readonly mountPoint: string;
  readonly fileSystem: string;
  readonly device: string;
  readonly readOnly: boolean;
};

/** Source: proc_pid_mountinfo(5). Mounted later hides mounted earlier at the same place. */
export function parseMounts(text: string): Mount[] {
  const mounts = new Map<string, Mount>();
  for (const line of text.split('\n')) {
    const [left, right] = line.split(' - ', 2);
    const [, , deviceNumber, root, mountPoint, options] = left?.split(' ') ?? [];
    const [fileSystem, device] = right?.split(' ') ?? [];
    if (deviceNumber === undefined || root === undefined || mountPoint === undefined) continue;
    if (fileSystem === undefined || device === undefined) continue;
    const place = unescapeOctal(mountPoint);
    mounts.delete(place); // keeps the order of mounting
    mounts.set(place, {
      deviceNumber,
      root: unescapeOctal(root),
      mountPoint: place,
      fileSystem,
      device: unescapeOctal(device),
      readOnly: options?.split(',').includes('ro') ?? false,
    });
  }
  return [...mounts.values()];
}

/** The kernel writes space, tab, newline and backslash as `\040` and so on, byte by byte. */
export function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
