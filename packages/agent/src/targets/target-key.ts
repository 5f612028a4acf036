/** What a target is known by, in state folders and schedules: the URL without name and password. */
export function targetKey(url: string): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}

/** A folder, a file or `-`, as a target. */
export const localKey = (place: string) => `local:${place}`;
