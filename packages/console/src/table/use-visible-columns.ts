import { useCallback, useMemo, useState } from 'react';
import { readRemembered, remember } from './remembered.ts';

export type Visibility = Record<string, boolean>;
type Known = { readonly id: string; readonly optional?: boolean };

function parseVisibility(value: unknown): Visibility {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, shown]) => typeof shown === 'boolean'));
}

/** Which columns are shown: as they are defined, except where the reader has chosen otherwise. */
export function useVisibleColumns(tableId: string, columns: readonly Known[]) {
  const key = `columns.${tableId}`;
  const [chosen, setChosen] = useState(() => parseVisibility(readRemembered(key)));
  const visibility = useMemo(
    () => Object.fromEntries(columns.map(({ id, optional }) => [id, chosen[id] ?? optional !== true])),
    [columns, chosen],
  );
  const choose = useCallback(
    (next: Visibility | null) => {
      setChosen(next ?? {});
      remember(key, next);
    },
    [key],
  );
  return { visibility, choose };
}
