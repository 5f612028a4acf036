import { Autocomplete, Button, Popover, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChevronDown, IconDevices } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupListQuery } from '../api/queries/groups.ts';
import { searchValuesQuery } from '../api/queries/search.ts';
import type { SoftwareAmong } from '../api/queries/software.ts';
import { ColumnFilterForm } from '../table/column-filter-form.tsx';
import { amongOf } from './among.ts';
import classes from './among-picker.module.css';

/** Groups to choose from. */
const GROUPS = 500;

type AmongPickerProps = { readonly among: SoftwareAmong; readonly onAmong: (among: SoftwareAmong) => void };

/** Chooses of which computers the numbers are: of a system, a TAG, a group, a search. */
export function AmongPicker({ among, onAmong }: AmongPickerProps) {
  const { t } = useTranslation('software');
  const [isOpen, setOpen] = useState(false);
  const isNarrowed = Object.keys(among).length > 0;
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <Button
          size="sm"
          h={34}
          px="sm"
          fw={500}
          variant={isNarrowed ? 'light' : 'default'}
          className={classes.button}
          leftSection={<IconDevices size={16} stroke={1.75} aria-hidden />}
          rightSection={<IconChevronDown size={14} stroke={1.75} aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          {isNarrowed ? t('among.some') : t('among.all')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('among.title')}>
        <AmongForm
          among={among}
          onAmong={(next) => {
            onAmong(next);
            setOpen(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function AmongForm({ among, onAmong }: AmongPickerProps) {
  const { t } = useTranslation('software');
  const [draft, setDraft] = useState(among);
  const groups = useQuery(groupListQuery({ q: '', page: 1, size: GROUPS, kind: null })).data?.items ?? [];
  const names = new Set(groups.map(({ name }) => name));
  if (draft.group !== undefined && draft.group !== '') names.add(draft.group);
  const set = (change: SoftwareAmong) => setDraft({ ...draft, ...change });
  return (
    <ColumnFilterForm
      heading={t('among.title')}
      isFiltered={Object.keys(among).length > 0}
      onApply={() => onAmong(amongOf(draft))}
      onRemove={() => onAmong({})}
    >
      <Text size="sm" c="dimmed">
        {t('among.hint')}
      </Text>
      <ValueField
        label={t('among.osField')}
        field="asset.os"
        value={draft.os ?? ''}
        onChange={(os) => set({ os })}
        isFirst
      />
      <ValueField label={t('among.tag')} field="asset.tag" value={draft.tag ?? ''} onChange={(tag) => set({ tag })} />
      <Select
        label={t('among.group')}
        placeholder={t('among.anyGroup')}
        clearable
        searchable
        comboboxProps={{ withinPortal: false }}
        data={[...names]}
        value={draft.group === undefined || draft.group === '' ? null : draft.group}
        onChange={(group) => set({ group: group ?? '' })}
      />
      <TextInput
        label={t('among.query')}
        placeholder={t('among.queryExample')}
        spellCheck={false}
        maxLength={2000}
        value={draft.query ?? ''}
        onChange={(event) => set({ query: event.currentTarget.value })}
        classNames={{ input: classes.code ?? '' }}
      />
    </ColumnFilterForm>
  );
}

type ValueFieldProps = {
  readonly label: string;
  /** Whose values are suggested. */
  readonly field: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isFirst?: boolean;
};

function ValueField({ label, field, value, onChange, isFirst = false }: ValueFieldProps) {
  const [asked] = useDebouncedValue(value, 200);
  const { data = [] } = useQuery(searchValuesQuery(field, asked));
  return (
    <Autocomplete
      label={label}
      value={value}
      data={[...data]}
      filter={({ options }) => options}
      maxLength={200}
      spellCheck={false}
      comboboxProps={{ withinPortal: false }}
      openOnFocus={false}
      onChange={onChange}
      data-autofocus={isFirst || undefined}
    />
  );
}
