import { MultiSelect, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DateField } from '../../ui/date-field.tsx';
import { type FieldDraft, hasChoices } from './field-draft.ts';

type StandardInputProps = {
  readonly draft: FieldDraft;
  readonly error: string | null;
  readonly onChange: (standard: string) => void;
};

/** What new machines get. Choices get their ids when they are stored, a new field's in their order. */
export function StandardInput({ draft, error, onChange }: StandardInputProps) {
  const { t } = useTranslation('admin');
  const words = { label: t('fields.standard'), description: t('fields.standardHint') };
  if (draft.type === 'date') {
    return <DateField {...words} error={error} value={draft.standard} onChange={onChange} onUnclear={onChange} />;
  }
  if (!hasChoices(draft.type)) {
    return (
      <TextInput
        {...words}
        error={error}
        value={draft.standard}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const isNew = draft.choices.every(({ id }) => id === undefined);
  const data = draft.choices
    .filter(({ en }) => en.trim() !== '')
    .map(({ id, en }, index) => ({ value: id === undefined ? (isNew ? `${index + 1}` : '') : `${id}`, label: en }))
    .filter(({ value }) => value !== '');
  if (draft.type === 'checkbox') {
    return (
      <MultiSelect
        {...words}
        data={data}
        value={draft.standard === '' ? [] : draft.standard.split(',')}
        onChange={(ids) => onChange(ids.join(','))}
      />
    );
  }
  return (
    <Select {...words} clearable data={data} value={draft.standard || null} onChange={(id) => onChange(id ?? '')} />
  );
}
