/**
 * The moments from the start of one day to the end of another, by the clock of who looks.
 *
 * @param from `YYYY-MM-DD`, as `to`; what is no day is left out.
 */
export function dayRange(from: string, to: string): { from?: string; to?: string } {
  const start = startOf(from, 0);
  const end = startOf(to, 1);
  return { ...(start === null ? {} : { from: start }), ...(end === null ? {} : { to: end }) };
}

function startOf(day: string, later: number): string | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (year === undefined || month === undefined || date === undefined) return null;
  const start = new Date(Number(year), Number(month) - 1, Number(date) + later);
  return Number.isNaN(start.getTime()) ? null : start.toISOString();
}
