import type { Figure } from '../api/types.ts';
import type { Format } from '../format/create-format.ts';
import { shortSystem } from '../format/short-system.ts';
import type { ChartPart } from '../ui/charts/chart-part.ts';

type Item = Figure['items'][number];

/** What figures' labels need words for. */
type Labels = {
  readonly format: Format;
  readonly notReported: string;
  readonly belowMemory: (amount: string) => string;
  readonly fromMemory: (amount: string) => string;
};

/** The list of the computers that a search finds. */
export const listOf = (query: string): string => `/computers?${new URLSearchParams({ query })}`;

/** Where a class of memory begins (MiB) → what is sold under that name (GiB). */
const SOLD: Readonly<Record<string, number>> = {
  '0': 0,
  '1900': 2,
  '3800': 4,
  '7500': 8,
  '15000': 16,
  '30000': 32,
  '60000': 64,
  '120000': 128,
};

function labelOf(figure: Figure['figure'], { key, label, detail }: Item, words: Labels): string {
  if (figure === 'newComputers') return words.format.day(key);
  if (figure === 'memory' && key !== '') {
    const gib = SOLD[key] ?? 0;
    const amount = (value: number) => words.format.quantity(value * 1024, 'MiB').text;
    return gib === 0 ? words.belowMemory(amount(2)) : words.fromMemory(amount(gib));
  }
  if (label === null) return words.notReported;
  // What every second line would begin with tells nothing.
  if (figure === 'systems') return shortSystem(label);
  if (figure === 'systemVersions') return versioned(shortSystem(label), detail);
  if (detail === undefined || detail === null || label.includes(detail)) return label;
  return figure === 'models' ? `${detail} ${label}` : versioned(label, detail);
}

function versioned(label: string, version: string | null | undefined): string {
  return version === undefined || version === null || label.includes(version) ? label : `${label} · ${version}`;
}

/** The items of a figure as parts of a chart, each a link to its computers. */
export function partsOf({ figure, items }: Figure, words: Labels): ChartPart[] {
  return items.map((item) => ({
    key: item.key === '' ? 'none' : item.key,
    label: labelOf(figure, item, words),
    value: item.count,
    ...(item.query === null ? {} : { href: listOf(item.query) }),
    ...(item.label === null && item.key === '' ? { color: 'var(--muster-chart-rest)' } : {}),
  }));
}
