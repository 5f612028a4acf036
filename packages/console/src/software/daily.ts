type Day = { readonly day: string; readonly machines: number };
type Options = {
  /** First day of which anything is known. */
  readonly since: string | null;
  readonly days: number;
  readonly nowMs: number;
};

const DAY_MS = 86_400_000;
const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** One value a day until today, of those days on which it changed: in between it stayed. Days are of UTC. */
export function daily(changes: readonly Day[], { since, days, nowMs }: Options): Day[] {
  if (since === null) return [];
  const first = isoDay(nowMs - days * DAY_MS);
  const series: Day[] = [];
  const byDay = new Map(changes.map(({ day, machines }) => [day, machines]));
  let machines = changes.filter(({ day }) => day < first).at(-1)?.machines ?? 0;
  for (let at = nowMs - days * DAY_MS; at <= nowMs; at += DAY_MS) {
    const day = isoDay(at);
    machines = byDay.get(day) ?? machines;
    if (day >= since) series.push({ day, machines });
  }
  return series;
}
