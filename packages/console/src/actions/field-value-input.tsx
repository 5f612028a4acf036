import { MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useFormat } from '../i18n/use-format.ts';
import { DateField } from '../ui/date-field.tsx';

/** As the API takes it: null for none. */
export type FieldValue = string | number | readonly number[] | null;

type Field = {
  readonly type: 'text' | 'multiline' | 'integer' | 'real' | 'date' | 'select' | 'radio' | 'checkbox';
  readonly choices: readonly {
    readonly id: number;
    readonly label: { readonly en: string; readonly fr: string | null };
  }[];
};

type FieldValueInputProps = {
  readonly field: Field;
  readonly label: string;
  readonly value: FieldValue;
  readonly onChange: (value: FieldValue) => void;
};

/** One value of an administrative field, in the form that suits its type. */
export function FieldValueInput({ field, label, value, onChange }: FieldValueInputProps) {
  const { language } = useFormat();
  const choices = field.choices.map((choice) => ({
    value: String(choice.id),
    label: (language === 'fr' ? choice.label.fr : null) ?? choice.label.en,
  }));
  const text = (given: string) => onChange(given === '' ? null : given);
  switch (field.type) {
    case 'multiline':
      return (
        <Textarea
          label={label}
          autosize={false}
          rows={3}
          maxLength={10_000}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => text(event.currentTarget.value)}
          data-autofocus
        />
      );
    case 'integer':
    case 'real':
      return (
        <NumberInput
          label={label}
          allowDecimal={field.type === 'real'}
          value={typeof value === 'number' ? value : ''}
          onChange={(given) => onChange(typeof given === 'number' ? given : null)}
          hideControls
          data-autofocus
        />
      );
    case 'select':
    case 'radio':
      return (
        <Select
          label={label}
          data={choices}
          clearable
          value={typeof value === 'number' ? String(value) : null}
          onChange={(given) => onChange(given === null ? null : Number(given))}
        />
      );
    case 'checkbox':
      return (
        <MultiSelect
          label={label}
          data={choices}
          clearable
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={(given) => onChange(given.length === 0 ? null : given.map(Number))}
        />
      );
    case 'date':
      return (
        <DateField
          label={label}
          value={typeof value === 'string' ? value : ''}
          onChange={text}
          onUnclear={onChange}
          data-autofocus
        />
      );
    default:
      return (
        <TextInput
          label={label}
          maxLength={255}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => text(event.currentTarget.value)}
          data-autofocus
        />
      );
  }
}
