import { createFieldNames, type Mark, type QueryError, type QueryField, signs } from '@muster/protocol/query';
import type { TFunction } from 'i18next';

/** What is wrong with a query, in the language on screen; the parser's own words are English. */
export function queryErrorWords(
  error: QueryError,
  query: string,
  marks: readonly Mark[],
  fields: readonly QueryField[],
  t: TFunction<'query'>,
): string {
  const text = query.slice(error.start, error.end);
  const field = fieldBefore(error, query, marks, fields);
  const name = field?.label ?? '';
  switch (error.code) {
    case 'value':
      return t(`errors.values.${valueKind(field)}`, { text, field: name });
    case 'operator':
      return t('errors.operator', {
        text,
        field: name,
        signs: [...new Set(field?.operators.map((one) => signs[one]))].join('  '),
      });
    case 'missing':
      return field === undefined ? t('errors.missing') : t('errors.missingValue', { field: name });
    default:
      return t(`errors.${error.code}`, { text });
  }
}

/** The field that the faulty value or sign is of. */
function fieldBefore({ end }: QueryError, query: string, marks: readonly Mark[], fields: readonly QueryField[]) {
  const mark = marks.filter((one) => one.kind === 'field' && one.start < end).at(-1);
  if (mark === undefined) return undefined;
  const sections = marks.filter((one) => one.kind === 'field' && one.end < mark.start).at(-1);
  const names = createFieldNames(fields);
  const word = query.slice(mark.start, mark.end);
  const section = sections === undefined ? undefined : names.findSection(query.slice(sections.start, sections.end));
  return names.find(word, section ?? null);
}

function valueKind(field: QueryField | undefined) {
  switch (field?.type) {
    case 'integer':
    case 'real':
      return 'number';
    case 'date':
    case 'datetime':
    case 'time':
      return 'date';
    case 'flag':
      return 'flag';
    case 'group':
    case 'choice':
    case 'choices':
      return 'choice';
    default:
      return 'other';
  }
}
