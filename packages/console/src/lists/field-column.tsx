import type { QueryField } from '@muster/protocol/query';
import type { AssetSummary } from '../api/types.ts';
import type { Format } from '../format/create-format.ts';
import type { TableColumn } from '../table/table-column.ts';
import { Nothing } from '../ui/nothing.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';

type Value = NonNullable<AssetSummary['values']>[string];

type Words = { readonly yes: string; readonly no: string };

type Options = {
  readonly format: Format;
  readonly words: Words;
  /** What the part of the inventory is called that the field is of. */
  readonly part: string | null;
  /** A machine has one value at most: the list can be sorted by it. */
  readonly isSingle: boolean;
};

/**
 * A column for a search field, whose values come beside the rows.
 *
 * @param field Undefined until the fields are known.
 */
export function fieldColumn(
  name: string,
  field: QueryField | undefined,
  { format, words, part, isSingle }: Options,
): TableColumn<AssetSummary> {
  const isNumber = field?.type === 'integer' || field?.type === 'real';
  return {
    id: name,
    // Of what a machine has several of, the name of the thing must be said: name, version.
    label: field === undefined ? name : isSingle || part === null ? field.label : `${part} · ${field.label}`,
    ...(field === undefined ? {} : { description: field.description }),
    optional: true,
    isFurther: true,
    sortable: isSingle,
    maxWidth: '16rem',
    ...(isNumber && field.unit !== null ? { align: 'end' as const } : {}),
    render: ({ values }) => {
      const value = values?.[name];
      if (value === undefined || value === null || value === '') return <Nothing />;
      if (field?.type === 'time' && typeof value === 'string') return <TimeAgo iso={value} />;
      const { text, exact } = inWords(value, field, format, words);
      return exact === null ? <SafeText value={text} /> : <span title={exact}>{text}</span>;
    },
    copy: ({ values }) => copied(values?.[name], words),
  };
}

function inWords(value: NonNullable<Value>, field: QueryField | undefined, format: Format, words: Words) {
  if (Array.isArray(value)) {
    const { unit } = field ?? {};
    const shown = unit ? value.map((one) => (isNumeric(one) ? format.quantity(Number(one), unit).text : one)) : value;
    return { text: shown.join(', '), exact: null };
  }
  if (typeof value === 'boolean') return { text: value ? words.yes : words.no, exact: null };
  if (typeof value === 'number') {
    if (field?.unit) return format.quantity(value, field.unit);
    return { text: field?.type === 'real' ? format.number(value) : String(value), exact: null };
  }
  if (field?.type === 'date') return { text: format.day(value), exact: value };
  if (field?.type === 'datetime') return { text: format.machineMoment(value), exact: value };
  return { text: value, exact: null };
}

const isNumeric = (text: string) => /^-?\d+(\.\d+)?$/.test(text);

function copied(value: Value | undefined, words: Words): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.join('; ');
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  return String(value);
}
