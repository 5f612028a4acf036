import { Autocomplete, TagsInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { QueryField } from '@muster/protocol/query';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { searchValuesQuery } from '../api/queries/search.ts';

const WAIT_MS = 200;

/** Values that machines have and that contain a text; none of a field whose values are no texts. */
function useValues(field: QueryField | null, text: string, isOpen: boolean): readonly string[] {
  const [asked] = useDebouncedValue(text, WAIT_MS);
  const isText = field?.type === 'text' || field?.type === 'version';
  const { data } = useQuery({ ...searchValuesQuery(field?.name ?? '', asked), enabled: isText && isOpen });
  return isText ? (data ?? []) : [];
}

type TextValueInputProps = {
  readonly label: string;
  /** Whose values are suggested; null: none are. */
  readonly field: QueryField | null;
  readonly value: string;
  readonly placeholder?: string;
  readonly onChange: (text: string) => void;
};

/** A text, with values that machines have below it. */
export function TextValueInput({ label, field, value, placeholder, onChange }: TextValueInputProps) {
  const [isOpen, setOpen] = useState(false);
  const values = useValues(field, value, isOpen);
  return (
    <Autocomplete
      size="sm"
      aria-label={label}
      {...(placeholder === undefined ? {} : { placeholder })}
      value={value}
      data={[...values]}
      filter={({ options }) => options}
      maxLength={1000}
      onChange={onChange}
      onDropdownOpen={() => setOpen(true)}
      onFocus={() => setOpen(true)}
      comboboxProps={{ zIndex: 400 }}
      spellCheck={false}
    />
  );
}

type TextListInputProps = {
  readonly field: QueryField;
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
};

/** Several values, each ended by Enter or a comma. */
export function TextListInput({ field, values, onChange }: TextListInputProps) {
  const { t } = useTranslation('query');
  const [begun, setBegun] = useState('');
  const [isOpen, setOpen] = useState(false);
  const known = useValues(field, begun, isOpen);
  return (
    <TagsInput
      size="sm"
      aria-label={t('builder.values')}
      value={[...values]}
      data={[...known]}
      filter={({ options }) => options}
      searchValue={begun}
      onSearchChange={setBegun}
      onFocus={() => setOpen(true)}
      onChange={onChange}
      maxTags={100}
      comboboxProps={{ zIndex: 400 }}
    />
  );
}
