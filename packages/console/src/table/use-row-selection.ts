import { useRef, useState } from 'react';

/** What an action is done to: single things, or all that a list has. */
export type SelectionTarget<S> = { readonly ids: readonly number[] } | { readonly selection: S };

/** What was selected, kept while a list is gone through page by page. */
export type Selected<Row> = { readonly chosen: ReadonlyMap<number, Row>; readonly isWhole: boolean };

/** @param whole What the list shows as a whole; another one ends the selection. */
export function useSelected<Row, S>(whole: S): [Selected<Row>, (next: Selected<Row>) => void] {
  const question = JSON.stringify(whole);
  const [state, setState] = useState<Selected<Row> & { question: string }>({ ...NOTHING, question });
  return [state.question === question ? state : NOTHING, (next) => setState({ ...next, question })];
}

const NOTHING = { chosen: new Map<number, never>(), isWhole: false };

type Options<Row, S> = {
  readonly selected: Selected<Row>;
  readonly onSelected: (next: Selected<Row>) => void;
  /** Those on screen, in their order there. */
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => number;
  readonly whole: S;
  readonly total: number;
};

export type RowSelection<Row, S> = {
  readonly isSelected: (row: Row) => boolean;
  readonly count: number;
  /** All that match are selected, not only what was seen. */
  readonly isWhole: boolean;
  readonly page: 'none' | 'some' | 'all';
  readonly target: SelectionTarget<S>;
  /** Rows that were seen and are selected. */
  readonly chosen: readonly Row[];
  /** @param isRange With Shift: all rows from the one before to this. */
  readonly toggle: (index: number, isRange: boolean) => void;
  readonly togglePage: () => void;
  readonly selectWhole: () => void;
  readonly clear: () => void;
};

/** Which rows are selected, and how that changes. */
export function useRowSelection<Row, S>(options: Options<Row, S>): RowSelection<Row, S> {
  const { selected, onSelected, rows, idOf, whole, total } = options;
  const { chosen, isWhole } = selected;
  const anchor = useRef<number | null>(null);
  const onPage = rows.filter((row) => chosen.has(idOf(row))).length;
  const set = (next: ReadonlyMap<number, Row>) => onSelected({ chosen: next, isWhole: false });
  const pageMap = () => new Map(rows.map((row) => [idOf(row), row]));

  return {
    isWhole,
    count: isWhole ? total : chosen.size,
    chosen: [...chosen.values()],
    target: isWhole ? { selection: whole } : { ids: [...chosen.keys()] },
    page: isWhole || (rows.length > 0 && onPage === rows.length) ? 'all' : onPage > 0 ? 'some' : 'none',
    isSelected: (row) => isWhole || chosen.has(idOf(row)),
    toggle: (index, isRange) => {
      const row = rows[index];
      if (row === undefined) return;
      // Of all that match, one that is taken out leaves what is in sight.
      const next = new Map(isWhole ? pageMap() : chosen);
      const isOn = !(isWhole || chosen.has(idOf(row)));
      const from = isRange && anchor.current !== null ? anchor.current : index;
      for (const one of rows.slice(Math.min(from, index), Math.max(from, index) + 1)) {
        if (isOn) next.set(idOf(one), one);
        else next.delete(idOf(one));
      }
      anchor.current = index;
      set(next);
    },
    togglePage: () => {
      anchor.current = null;
      if (isWhole) return set(new Map());
      const next = new Map(chosen);
      const isOn = onPage < rows.length;
      for (const row of rows) {
        if (isOn) next.set(idOf(row), row);
        else next.delete(idOf(row));
      }
      set(next);
    },
    selectWhole: () => onSelected({ chosen: pageMap(), isWhole: true }),
    clear: () => set(new Map()),
  };
}
