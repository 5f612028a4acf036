import { Group, NumberInput, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecidedBy, SoftwareCategory, SoftwareFilter } from '../api/queries/software.ts';
import { ColumnFilterForm } from '../table/column-filter-form.tsx';
import type { ColumnFiltering } from '../table/header-cell.tsx';
import { useCategoryName } from './category-badge.tsx';

type Props = {
  readonly filter: SoftwareFilter;
  readonly onFilter: (filter: SoftwareFilter) => void;
  readonly categories: readonly SoftwareCategory[];
};

/** What of the filter each column sets. */
const FILTERED = {
  name: ['name'],
  publisher: ['publisher'],
  category: ['categoryId'],
  versions: ['versionsFrom', 'versionsTo'],
  machines: ['machinesFrom', 'machinesTo', 'installed'],
  decidedBy: ['decidedBy'],
} as const satisfies Record<string, readonly (keyof SoftwareFilter)[]>;

type FilteredColumn = keyof typeof FILTERED;
const isFilterable = (column: string): column is FilteredColumn => Object.hasOwn(FILTERED, column);

const isSet = (filter: SoftwareFilter, column: FilteredColumn) =>
  FILTERED[column].some((name) => filter[name] !== undefined);

/** Filters of the columns of a list of titles. */
export function columnFiltering(props: Props): ColumnFiltering {
  return {
    canFilter: isFilterable,
    isFiltered: (column) => isFilterable(column) && isSet(props.filter, column),
    render: (column, close) => isFilterable(column) && <ColumnFilter column={column} close={close} {...props} />,
  };
}

type ColumnFilterProps = Props & { readonly column: FilteredColumn; readonly close: () => void };

function ColumnFilter({ column, close, filter, onFilter, categories }: ColumnFilterProps) {
  const { t } = useTranslation('software');
  const nameOf = useCategoryName();
  const [draft, setDraft] = useState(filter);
  const set = (change: Partial<Record<keyof SoftwareFilter, unknown>>) =>
    setDraft((before) => ({ ...before, ...change }) as SoftwareFilter); // safe: each field sets a value of its own kind
  const send = (next: SoftwareFilter) => {
    const kept = Object.entries(next).filter(([, value]) => value !== undefined && value !== '');
    onFilter(Object.fromEntries(kept));
    close();
  };
  const remove = () => {
    const names: readonly string[] = FILTERED[column];
    send(Object.fromEntries(Object.entries(filter).filter(([name]) => !names.includes(name))));
  };
  const number = (value: string | number) => (value === '' ? undefined : Number(value));
  return (
    <ColumnFilterForm
      heading={t(`columns.${column}`)}
      isFiltered={isSet(filter, column)}
      onApply={() => send(draft)}
      onRemove={remove}
    >
      {(column === 'name' || column === 'publisher') && (
        <TextInput
          label={t('filter.contains')}
          value={draft[column] ?? ''}
          maxLength={200}
          onChange={(event) => set({ [column]: event.currentTarget.value })}
          data-autofocus
        />
      )}
      {(column === 'versions' || column === 'machines') && (
        <Group gap="xs" grow wrap="nowrap">
          <NumberInput
            label={t('filter.from')}
            min={0}
            max={1_000_000_000}
            allowDecimal={false}
            value={draft[`${column}From`] ?? ''}
            onChange={(value) => set({ [`${column}From`]: number(value) })}
            data-autofocus
          />
          <NumberInput
            label={t('filter.to')}
            min={0}
            max={1_000_000_000}
            allowDecimal={false}
            value={draft[`${column}To`] ?? ''}
            onChange={(value) => set({ [`${column}To`]: number(value) })}
          />
        </Group>
      )}
      {column === 'machines' && (
        <Radio.Group
          label={t('filter.installed')}
          value={draft.installed ?? 'yes'}
          onChange={(value) => set({ installed: value === 'yes' ? undefined : value })}
        >
          <Stack gap={6} mt={4}>
            <Radio size="xs" value="yes" label={t('filter.installedYes')} />
            <Radio size="xs" value="no" label={t('filter.installedNo')} />
            <Radio size="xs" value="all" label={t('filter.installedAll')} />
          </Stack>
        </Radio.Group>
      )}
      {column === 'category' && (
        <Select
          aria-label={t('columns.category')}
          searchable
          clearable
          comboboxProps={{ withinPortal: false }}
          data={categories.map((one) => ({ value: String(one.id), label: nameOf(one) }))}
          value={draft.categoryId === undefined ? null : String(draft.categoryId)}
          onChange={(value) => set({ categoryId: value === null ? undefined : Number(value) })}
        />
      )}
      {column === 'decidedBy' && (
        <Radio.Group
          aria-label={t('columns.decidedBy')}
          value={draft.decidedBy ?? ''}
          onChange={(value) => set({ decidedBy: value === '' ? undefined : (value as DecidedBy) })} // safe: of the values below
        >
          <Stack gap={6} mt={4}>
            <Radio size="xs" value="" label={t('filter.any')} />
            {(['none', 'rule', 'hand'] as const).map((value) => (
              <Radio key={value} size="xs" value={value} label={t(`decidedBy.${value}`)} />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </ColumnFilterForm>
  );
}
