import { Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ColumnFilterForm } from '../table/column-filter-form.tsx';
import type { ColumnFiltering } from '../table/header-cell.tsx';
import { DateField } from '../ui/date-field.tsx';
import { type FilterSpec, type FilterSpecs, type ListFilter, withoutColumn } from './list-filter.ts';

export type Choice = { readonly value: string; readonly label: string };

type Filtering = {
  readonly specs: FilterSpecs;
  readonly filter: ListFilter;
  readonly onFilter: (filter: ListFilter) => void;
  readonly labelOf: (column: string) => string;
  /** Of columns that are filtered by one of some choices. */
  readonly choices?: readonly Choice[];
  /** What may be typed, where that is not plain. */
  readonly hintOf?: (column: string) => string | undefined;
};

/** Filters of the columns of a list. */
export function columnFiltering(props: Filtering): ColumnFiltering {
  const { specs, filter } = props;
  return {
    canFilter: (column) => Object.hasOwn(specs, column),
    isFiltered: (column) => specs[column]?.names.some((name) => filter[name] !== undefined) ?? false,
    render: (column, close) => {
      const spec = specs[column];
      return spec && <ColumnFilter {...props} column={column} spec={spec} close={close} />;
    },
  };
}

type Props = Filtering & { readonly column: string; readonly spec: FilterSpec; readonly close: () => void };

function ColumnFilter({ column, spec, close, filter, onFilter, labelOf, hintOf, choices = [] }: Props) {
  const { t } = useTranslation('networks');
  const [draft, setDraft] = useState(filter);
  const [first, second = ''] = spec.names;
  const textOf = (name: string) => draft[name] ?? '';
  const set = (name: string, value: string) => setDraft((before) => ({ ...before, [name]: value }));
  const send = (next: ListFilter) => {
    onFilter(next);
    close();
  };
  const number = (name: string, label: string, hasFocus: boolean) => (
    <TextInput
      label={label}
      inputMode="numeric"
      maxLength={9}
      value={textOf(name)}
      onChange={(event) => set(name, event.currentTarget.value.replace(/\D/g, ''))}
      data-autofocus={hasFocus || undefined}
    />
  );
  return (
    <ColumnFilterForm
      heading={labelOf(column)}
      isFiltered={spec.names.some((name) => filter[name] !== undefined)}
      onApply={() => send(draft)}
      onRemove={() => send(withoutColumn(filter, spec))}
    >
      {spec.kind === 'text' && (
        <TextInput
          label={hintOf?.(column) ?? t('filter.contains')}
          value={textOf(first)}
          maxLength={200}
          onChange={(event) => set(first, event.currentTarget.value)}
          data-autofocus
        />
      )}
      {spec.kind === 'range' && (
        <Group gap="xs" grow wrap="nowrap">
          {number(first, t('filter.from'), true)}
          {number(second, t('filter.to'), false)}
        </Group>
      )}
      {spec.kind === 'days' && (
        <>
          <DateField label={t('filter.seenFrom')} value={textOf(first)} onChange={(day) => set(first, day)} />
          <DateField label={t('filter.seenTo')} value={textOf(second)} onChange={(day) => set(second, day)} />
        </>
      )}
      {spec.kind === 'choice' && (
        <Select
          aria-label={labelOf(column)}
          searchable
          clearable
          comboboxProps={{ withinPortal: false }}
          data={[...choices]}
          value={draft[first] ?? null}
          onChange={(value) => set(first, value ?? '')}
        />
      )}
    </ColumnFilterForm>
  );
}
