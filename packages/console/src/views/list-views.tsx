import { useTranslation } from 'react-i18next';
import type { TableColumn } from '../table/table-column.ts';
import { shownColumns } from '../table/table-layout.ts';
import type { TableState } from '../table/table-state.ts';
import type { LayoutControl } from '../table/use-table-layout.ts';
import { useViews } from './use-views.ts';
import { ViewsMenu } from './views-menu.tsx';

export type ListViewsProps = {
  /** Which list they are of. */
  readonly table: string;
  readonly state: TableState;
  // biome-ignore lint/suspicious/noExplicitAny: rows of any list
  readonly columns: readonly TableColumn<any>[];
  readonly layout: LayoutControl;
};

/** The saved views of a list of anything. */
export function ListViews({ table, state, columns, layout }: ListViewsProps) {
  const { t } = useTranslation('lists');
  const shown = shownColumns(columns, layout.layout.columns).map(({ id }) => id);
  const views = useViews({ table, state, columns: shown });
  return <ViewsMenu {...views} table={table} whole={t('views.everything')} />;
}
