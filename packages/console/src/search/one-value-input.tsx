import { Group, NativeSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { printQuantity, type QueryField, readQuantity, unitsOf } from '@muster/protocol/query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField } from '../ui/date-field.tsx';
import classes from './search-builder.module.css';
import { TextValueInput } from './text-value-input.tsx';

/** A value that is no list. */
export type Scalar = string | number | boolean;

type OneValueProps = {
  readonly label: string;
  readonly field: QueryField;
  readonly value: Scalar | undefined;
  readonly suggests?: boolean;
  readonly placeholder?: string;
  readonly onChange: (value: Scalar | undefined) => void;
};

/** One value, in the way that its type is written. */
export function OneValueInput({ label, field, value, suggests = true, placeholder, onChange }: OneValueProps) {
  const { t } = useTranslation();
  switch (field.type) {
    case 'flag':
      return (
        <NativeSelect
          size="sm"
          aria-label={label}
          data={[
            { value: 'yes', label: t('common.yes') },
            { value: 'no', label: t('common.no') },
          ]}
          value={value === false ? 'no' : 'yes'}
          onChange={(event) => onChange(event.currentTarget.value === 'yes')}
        />
      );
    case 'group':
    case 'choice':
    case 'choices':
      return (
        <Select
          size="sm"
          aria-label={label}
          searchable
          allowDeselect={false}
          data={(field.choices ?? []).map((choice) => ({ value: String(choice.value), label: choice.label }))}
          value={value === undefined ? null : String(value)}
          onChange={(one) => onChange(one === null ? undefined : Number(one))}
          comboboxProps={{ zIndex: 400 }}
        />
      );
    case 'integer':
    case 'real':
      return <QuantityInput label={label} field={field} value={value} onChange={onChange} />;
    case 'date':
    case 'datetime':
    case 'time':
      return <DayInput label={label} value={value} onChange={onChange} />;
    default:
      return (
        <TextValueInput
          label={label}
          field={suggests ? field : null}
          value={value === undefined ? '' : String(value)}
          {...(placeholder === undefined ? {} : { placeholder })}
          onChange={(text) => onChange(text === '' ? undefined : text)}
        />
      );
  }
}

/** A number with a unit that people know; it is kept in the unit of the field. */
function QuantityInput({ label, field, value, onChange }: OneValueProps) {
  const { t } = useTranslation('query');
  const units = unitsOf(field.unit).filter((unit) => !/^[KMGT]iB$/.test(unit));
  const own = units.find((unit) => readQuantity(`1${unit}`, field.unit) === 1) ?? units[0] ?? '';
  const [wished, setUnit] = useState<string | null>(null);
  const [, written = ''] =
    typeof value === 'number' ? (/([a-z%/]+)$/i.exec(printQuantity(value, field.unit)) ?? []) : [];
  const unit = wished ?? (units.includes(written) ? written : own);
  const factor = unit === '' ? 1 : (readQuantity(`1${unit}`, field.unit) ?? 1);
  // The query language has GB in every language, and reads Go too.
  const inWords = (one: string) => one.replace(/B$/, t('builder.byte'));
  const tell = (number: number, scale: number) => {
    const stored = number * scale;
    onChange(field.type === 'integer' ? Math.round(stored) : stored);
  };
  return (
    <Group gap={6} wrap="nowrap">
      <NumberInput
        size="sm"
        aria-label={label}
        hideControls
        decimalScale={field.type === 'integer' && factor === 1 ? 0 : 6}
        value={typeof value === 'number' ? Number((value / factor).toPrecision(12)) : ''}
        onChange={(number) => (typeof number === 'number' ? tell(number, factor) : onChange(undefined))}
        className={classes.number}
      />
      {units.length > 1 ? (
        <NativeSelect
          size="sm"
          aria-label={t('builder.unit')}
          data={units.map((one) => ({ value: one, label: inWords(one) }))}
          value={unit}
          onChange={(event) => {
            const next = event.currentTarget.value;
            setUnit(next);
            if (typeof value === 'number') tell(value / factor, readQuantity(`1${next}`, field.unit) ?? 1);
          }}
        />
      ) : (
        field.unit !== null && <span>{inWords(field.unit)}</span>
      )}
    </Group>
  );
}

/** A day; a moment within one, which only a text or a program writes, stays a text. */
function DayInput({ label, value, onChange }: Pick<OneValueProps, 'label' | 'value' | 'onChange'>) {
  const text = value === undefined ? '' : String(value);
  if (text === '' || /^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return <DateField size="sm" aria-label={label} value={text} onChange={(day) => onChange(day || undefined)} />;
  }
  return (
    <TextInput
      size="sm"
      aria-label={label}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
    />
  );
}
