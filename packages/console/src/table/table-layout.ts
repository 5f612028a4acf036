/** How a reader has laid out a table. */
export type TableLayout = {
  /** Ids of the columns shown, in their order; null: as the table is for everybody. */
  readonly columns: readonly string[] | null;
  /** Widths in px of columns that were pulled wider or narrower. */
  readonly widths: Readonly<Record<string, number>>;
};

export const NO_LAYOUT: TableLayout = { columns: null, widths: {} };

/** As the server takes them. */
export const MOST_COLUMNS = 60;
export const LEAST_WIDTH = 56;
export const MOST_WIDTH = 900;

/** Reads a stored layout; what is no layout is none. */
export function parseLayout(stored: unknown): TableLayout | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { columns, widths } = stored as { columns?: unknown; widths?: unknown };
  const ids = Array.isArray(columns) ? columns.filter((id) => typeof id === 'string').slice(0, MOST_COLUMNS) : [];
  const pulled = typeof widths === 'object' && widths !== null ? Object.entries(widths) : [];
  return {
    columns: ids.length > 0 ? [...new Set(ids)] : null,
    widths: Object.fromEntries(pulled.filter((entry): entry is [string, number] => isWidth(entry[1]))),
  };
}

const isWidth = (value: unknown) => typeof value === 'number' && value >= LEAST_WIDTH && value <= MOST_WIDTH;

type Known = { readonly id: string; readonly optional?: boolean };

/** The columns that are shown, in order. Chosen ones that there are no longer are left out; never none at all. */
export function shownColumns<C extends Known>(columns: readonly C[], chosen: readonly string[] | null): readonly C[] {
  const byId = new Map(columns.map((column) => [column.id, column]));
  const found = chosen?.flatMap((id) => byId.get(id) ?? []) ?? [];
  return found.length > 0 ? found : columns.filter(({ optional }) => optional !== true);
}

/** A list with one entry at another place. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const entry = list[from];
  if (entry === undefined || to < 0 || to >= list.length) return list;
  const rest = list.toSpliced(from, 1);
  return rest.toSpliced(to, 0, entry);
}
