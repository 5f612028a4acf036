/** One value of a chart. */
export type ChartPart = {
  readonly key: string;
  /** Text of an agent is shown as safely as everywhere. */
  readonly label: string;
  readonly value: number;
  /** The value as it is written; absent: the number in the reader's language. */
  readonly text?: string;
  /** Address of the list behind the value; absent: the part leads nowhere. */
  readonly href?: string;
  /** A CSS colour; absent: by its place. `rest` is what was left over. */
  readonly color?: string;
};

/** How many colours there are before they begin again. */
export const CHART_COLORS = 8;

/** The colour of the part at a place; the colours differ in lightness too, and each part has its name beside it. */
export const colorOf = (part: ChartPart, index: number): string =>
  part.color ?? `var(--muster-chart-${(index % CHART_COLORS) + 1})`;

export const REST_COLOR = 'var(--muster-chart-rest)';

/** Shares of a whole in per cent; of nothing, each share is 0. */
export function shares(parts: readonly ChartPart[]): number[] {
  const total = parts.reduce((sum, { value }) => sum + Math.max(0, value), 0);
  return parts.map(({ value }) => (total === 0 ? 0 : (Math.max(0, value) / total) * 100));
}

/** The largest parts, and one more for all the others, which leads nowhere. */
export function largest(parts: readonly ChartPart[], count: number, restLabel: string): ChartPart[] {
  if (parts.length <= count) return [...parts];
  const sorted = parts.toSorted((a, b) => b.value - a.value || a.label.localeCompare(b.label));
  const value = sorted.slice(count - 1).reduce((sum, part) => sum + part.value, 0);
  return [...sorted.slice(0, count - 1), { key: 'rest', label: restLabel, value, color: REST_COLOR }];
}
