import { type Row, rowIdentity, type Section } from '@muster/protocol';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { sectionRowsQuery } from '../../api/queries/machine.ts';
import { useSectionWords } from '../../i18n/use-section-words.ts';
import { DataTable } from '../../table/data-table.tsx';
import { sectionColumns } from '../../table/section-columns.tsx';
import type { TableState } from '../../table/table-state.ts';
import { useTableState } from '../../table/use-table-state.ts';
import { StatePanel } from '../../ui/state-panel.tsx';
import { useAsOf } from '../as-of/as-of.tsx';
import { findSection, type HeldSection } from './group-sections.ts';
import { SectionHeading } from './section-heading.tsx';
import { useSoftwareColumn } from './use-software-column.tsx';
import { withNetworkLinks } from './with-network-links.tsx';

const DEFAULTS: TableState = { q: '', sort: [], page: 1, size: 25 };

/** Below this many rows all of them are in sight, and a filter would only take room. */
const FILTERED_FROM = 8;

/** A section of many rows. Its page, order and filter are in the URL under the section's name. */
export function SectionTable({ assetId, held }: { readonly assetId: number; readonly held: HeldSection }) {
  const { t } = useTranslation();
  const words = useSectionWords();
  const { section, count } = held;
  const at = useAsOf();
  const [state, setState] = useTableState(DEFAULTS, { prefix: `${section.name}.` });
  const query = useQuery(sectionRowsQuery(assetId, section.name, state, at));
  const unfiltered = useQuery(sectionRowsQuery(assetId, section.name, DEFAULTS, at));
  const empty = useMemo(() => emptyColumns(section, unfiltered.data), [section, unfiltered.data]);
  const { label } = words.section(section);
  const decided = useSoftwareColumn(assetId, section.name, at);
  const columns = useMemo(() => {
    const parent = section.parent === undefined ? undefined : findSection(section.parent);
    const parentLabel =
      parent === undefined ? null : t('computer.parentColumn', { section: words.section(parent).label });
    const own = withNetworkLinks(section.name, sectionColumns(section, words, { parentLabel, empty }));
    // What was decided stands beside who publishes it, not behind what is seldom read.
    return own.toSpliced(own.findIndex(({ id }) => id === 'publisher') + 1, 0, ...decided);
  }, [section, words, t, empty, decided]);

  return (
    <DataTable
      heading={<SectionHeading held={held} />}
      id={`section.${section.name}`}
      label={label}
      columns={columns}
      query={query}
      state={state}
      onState={setState}
      rowKey={(row, index) => `${rowIdentity(section, row)}${index}`}
      {...(count >= FILTERED_FROM || state.q !== ''
        ? { filterLabel: t('computer.filterSection', { section: label }) }
        : {})}
      empty={<StatePanel title={t('computer.sectionEmpty')} />}
    />
  );
}

type Page = { readonly items: readonly Row[]; readonly total: number };

/** Columns that no row fills; none as long as not all rows are known, because a later one may. */
function emptyColumns(section: Section, page: Page | undefined): ReadonlySet<string> {
  if (page === undefined || page.total > page.items.length) return new Set();
  const isEmpty = (name: string) => page.items.every((row) => row[name] === null || row[name] === undefined);
  const names = Object.keys(section.columns);
  const empty = names.filter(isEmpty);
  return new Set(empty.length === names.length ? [] : empty);
}
