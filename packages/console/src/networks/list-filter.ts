import type { Search } from '../table/table-state.ts';

/** What a column is filtered by: a text, two numbers, two days, or one of some choices; and the names of those in the address. */
export type FilterSpec = {
  readonly kind: 'text' | 'range' | 'days' | 'choice';
  readonly names: readonly [string] | readonly [from: string, to: string];
};

/** Columns → what each is filtered by. */
export type FilterSpecs = Readonly<Record<string, FilterSpec>>;

/** What narrows a list, as its address says it. */
export type ListFilter = Readonly<Record<string, string>>;

const VALID: Readonly<Record<FilterSpec['kind'], (text: string) => boolean>> = {
  text: (text) => text.length <= 200,
  range: (text) => /^\d{1,9}$/.test(text),
  days: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)),
  choice: (text) => /^[1-9]\d{0,14}$/.test(text),
};

/** What narrows the list, from its address; anything may stand there. */
export function readFilter(search: Search, specs: FilterSpecs): ListFilter {
  const found = Object.values(specs).flatMap(({ kind, names }) =>
    names.flatMap((name) => {
      const text = search[name] ?? '';
      return text !== '' && VALID[kind](text) ? [[name, text] as const] : [];
    }),
  );
  return Object.fromEntries(found);
}

/** The address with another filter, on its first page; everything else stays. */
export function writeFilter(search: Search, filter: ListFilter, specs: FilterSpecs): Search {
  const next: Record<string, string | undefined> = { ...search };
  for (const { names } of Object.values(specs)) for (const name of names) delete next[name];
  delete next.page;
  return { ...next, ...Object.fromEntries(Object.entries(filter).filter(([, text]) => text !== '')) };
}

/** A filter without what one column sets. */
export const withoutColumn = (filter: ListFilter, { names }: FilterSpec): ListFilter =>
  Object.fromEntries(Object.entries(filter).filter(([name]) => !(names as readonly string[]).includes(name)));
