/** Name of the machine without its domain, in characters that every server accepts in a DEVICEID. */
export function toShortHostName(hostName: string): string {
  const first = hostName.trim().split('.', 1)[0] ?? '';
  // Nearly all names are of ASCII, for which the letters of the world need not be loaded.
  const allowed = /^[\w-]*$/.test(first) ? first : first.replace(/[^\p{L}\p{N}_-]/gu, '');
  const short = allowed.replace(/^[_-]+/, '');
  return short.slice(0, 200) || 'unnamed';
}

/** `<short host name>-YYYY-MM-DD-HH-MM-SS`, the time of its creation on the machine's own clock. */
export function createDeviceId(hostName: string, now: Date): string {
  const parts = [
    now.getFullYear(),
    now.getMonth() + 1,
    now.getDate(),
    now.getHours(),
    now.getMinutes(),
    now.getSeconds(),
  ];
  return [toShortHostName(hostName), ...parts.map((part) => String(part).padStart(2, '0'))].join('-');
}

/** Whether a DEVICEID belongs to a machine of this name; if not, the machine was renamed, or the disk was cloned. */
export function isDeviceIdOf(deviceId: string, hostName: string): boolean {
  const [, name] = /^(.+)-\d{4}(?:-\d{2}){5}$/.exec(deviceId) ?? [];
  return name === toShortHostName(hostName);
}
