const two = (n: number) => String(n).padStart(2, '0');

/** `YYYY-MM-DD HH:MM:SS` on the machine's own clock. */
export function toDateTime(at: Date): string {
  return `${toDate(at)} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** `YYYY-MM-DD` on the machine's own clock. */
export function toDate(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Offset from UTC as `+0100`. */
export function toOffset(at: Date): string {
  const minutes = -at.getTimezoneOffset();
  const sign = minutes < 0 ? '-' : '+';
  return sign + two(Math.trunc(Math.abs(minutes) / 60)) + two(Math.abs(minutes) % 60);
}
