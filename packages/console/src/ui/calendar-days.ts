/** Days as `YYYY-MM-DD`, counted without a clock: none has 23 hours here. */
const toDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const toMs = (day: string) => Date.parse(`${day}T00:00:00Z`);
const DAY_MS = 86_400_000;

export const addDays = (day: string, days: number): string => toDay(toMs(day) + days * DAY_MS);

/** The same day of another month, or its last. */
export function addMonths(day: string, months: number): string {
  const date = new Date(toMs(day));
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0));
  return toDay(last.getTime() - Math.max(0, last.getUTCDate() - date.getUTCDate()) * DAY_MS);
}

/** The weeks that a month is in, each from Monday to Sunday (ISO 8601). */
export function daysOfMonth(day: string): string[][] {
  const first = `${day.slice(0, 8)}01`;
  const monday = addDays(first, -((new Date(toMs(first)).getUTCDay() + 6) % 7));
  const weeks: string[][] = [];
  for (let start = monday; start <= first || start.slice(0, 7) === first.slice(0, 7); start = addDays(start, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, i) => addDays(start, i)));
  }
  return weeks;
}
