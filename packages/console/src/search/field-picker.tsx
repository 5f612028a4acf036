import { type ComboboxItem, type ComboboxItemGroup, type OptionsFilter, Select } from '@mantine/core';
import type { QueryField } from '@muster/protocol/query';
import type { TFunction } from 'i18next';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchFields } from './use-search-fields.ts';

type FieldPickerProps = {
  readonly search: SearchFields;
  readonly value: string;
  readonly onChange: (field: QueryField) => void;
  /** Of one section alone, inside "a row such that". */
  readonly section: string | null;
};

type Option = ComboboxItem & { readonly words: string };

/** Options shown at once; the others are a letter away. */
const MOST = 80;

/** Chooses what is asked for: by part of the inventory, by label, name or meaning. */
export function FieldPicker({ search, value, onChange, section }: FieldPickerProps) {
  const { t } = useTranslation('query');
  const data = useMemo(() => optionsOf(search, section, t), [search, section, t]);
  const isKnown = search.byName.has(value);
  const chosen = useMemo(
    () => data.flatMap(({ items }) => items).find((one) => one.value === value)?.label,
    [data, value],
  );
  // The field opens with the label of what is chosen in it: that is no wish yet.
  const filter = useCallback<OptionsFilter>(
    ({ options, search: text, limit }) => filterOptions(options, text === chosen ? '' : text, limit),
    [chosen],
  );
  return (
    <Select
      size="sm"
      aria-label={t('builder.field')}
      searchable
      allowDeselect={false}
      data={data}
      filter={filter}
      onClick={(event) => event.currentTarget.select()}
      limit={MOST}
      value={isKnown ? value : null}
      placeholder={isKnown ? undefined : t('builder.unknownField', { name: value })}
      error={!isKnown && search.fields !== undefined}
      nothingFoundMessage={t('builder.noField')}
      onChange={(name) => {
        const field = search.byName.get(name ?? '');
        if (field !== undefined) onChange(field);
      }}
      comboboxProps={{ width: 320, position: 'bottom-start', zIndex: 400 }}
      maxDropdownHeight={340}
      title={search.byName.get(value)?.description}
    />
  );
}

function optionsOf(
  { fields = [], partOf }: SearchFields,
  section: string | null,
  t: TFunction<'query'>,
): ComboboxItemGroup<Option>[] {
  const groups = new Map<string, Option[]>();
  for (const field of fields) {
    if (section !== null && field.section !== section) continue;
    const part = partOf(field);
    const label =
      field.section === null || section !== null ? field.label : t('builder.fieldOf', { part, field: field.label });
    const words = `${part} ${field.label} ${field.name} ${field.description}`.toLowerCase();
    const items = groups.get(part) ?? [];
    items.push({ value: field.name, label, words });
    groups.set(part, items);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}

function filterOptions(options: Parameters<OptionsFilter>[0]['options'], search: string, limit: number) {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  let left = limit;
  return (options as ComboboxItemGroup<Option>[]).flatMap(({ group, items }) => {
    const found = items.filter(({ words }) => wanted.every((word) => words.includes(word))).slice(0, left);
    left -= found.length;
    return found.length === 0 ? [] : [{ group, items: found }];
  });
}
