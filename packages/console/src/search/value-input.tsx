import { Group, MultiSelect, NumberInput, TextInput } from '@mantine/core';
import { parseNetwork, printQuantity, type QueryField, readQuantity, type SearchValue } from '@muster/protocol/query';
import { useTranslation } from 'react-i18next';
import { type Rule, shapeOf } from './builder-tree.ts';
import { OneValueInput, type Scalar } from './one-value-input.tsx';
import classes from './search-builder.module.css';
import { TextListInput } from './text-value-input.tsx';

type ValueInputProps = {
  readonly field: QueryField;
  readonly rule: Rule;
  readonly onChange: (value: SearchValue | undefined) => void;
};

/** The value of a comparison, in the way that its type is written. */
export function ValueInput({ field, rule, onChange }: ValueInputProps) {
  const { t } = useTranslation('query');
  const { operator, value } = rule;
  const list = Array.isArray(value) ? (value as readonly (string | number)[]) : [];
  const isNamed = field.type === 'group' || field.type === 'choice' || field.type === 'choices';
  switch (shapeOf(operator)) {
    case 'none':
      return null;
    case 'days':
      return (
        <Group gap={6} wrap="nowrap">
          <NumberInput
            size="sm"
            w="6rem"
            aria-label={t('builder.value')}
            min={0}
            max={36_525}
            decimalScale={3}
            value={typeof value === 'number' ? value : ''}
            onChange={(days) => onChange(typeof days === 'number' ? days : undefined)}
          />
          <span>{t('builder.days')}</span>
        </Group>
      );
    case 'two':
      return (
        <Group gap={6} wrap="nowrap" className={classes.pair}>
          {[0, 1].map((i) => (
            <OneValueInput
              key={i}
              label={i === 0 ? t('builder.from') : t('builder.to')}
              field={field}
              value={list[i]}
              onChange={(one) => {
                const next: (string | number)[] = [list[0] ?? '', list[1] ?? ''];
                next[i] = typeof one === 'boolean' || one === undefined ? '' : one;
                onChange(next);
              }}
            />
          ))}
        </Group>
      );
    case 'list':
      if (isNamed) {
        return (
          <MultiSelect
            size="sm"
            aria-label={t('builder.values')}
            searchable
            data={(field.choices ?? []).map((choice) => ({ value: String(choice.value), label: choice.label }))}
            value={list.map(String)}
            onChange={(values) => onChange(values.map(Number))}
            comboboxProps={{ zIndex: 400 }}
          />
        );
      }
      return (
        <TextListInput
          field={field}
          values={list.map((one) => (typeof one === 'number' ? printQuantity(one, field.unit) : one))}
          onChange={(values) => onChange(values.flatMap((one) => readOne(field, one)))}
        />
      );
    default:
      if (operator === 'inNetwork') return <NetworkInput value={value} onChange={onChange} />;
      return (
        <OneValueInput
          label={t('builder.value')}
          field={field}
          value={Array.isArray(value) ? undefined : (value as Scalar | undefined)} // safe: a list is an array
          suggests={operator !== 'matches'}
          {...(operator === 'matches' ? { placeholder: t('builder.pattern') } : {})}
          onChange={onChange}
        />
      );
  }
}

/** What somebody wrote as one of a list; nothing when it is no value of the field. */
function readOne({ type, unit }: QueryField, text: string): (string | number)[] {
  if (type !== 'integer' && type !== 'real') return [text];
  const number = readQuantity(text.replace(/\s/g, ''), unit);
  return number === null ? [] : [type === 'integer' ? Math.round(number) : number];
}

function NetworkInput({
  value,
  onChange,
}: {
  readonly value: SearchValue | undefined;
  readonly onChange: (value: string | undefined) => void;
}) {
  const { t } = useTranslation('query');
  const text = typeof value === 'string' ? value : '';
  return (
    <TextInput
      size="sm"
      aria-label={t('builder.value')}
      placeholder={t('builder.cidr')}
      value={text}
      error={text !== '' && parseNetwork(text) === null ? t('builder.cidrWrong') : null}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value.trim())}
    />
  );
}
