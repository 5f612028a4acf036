import type { Operator, QueryField } from '@muster/protocol/query';
import type { TFunction } from 'i18next';

/** What an operator is called for values of a field: a moment is before another, not less. */
export function operatorWords(t: TFunction<'query'>, { type }: QueryField, operator: Operator): string {
  const isTime = type === 'date' || type === 'datetime' || type === 'time';
  switch (operator) {
    case 'less':
    case 'atMost':
    case 'greater':
    case 'atLeast':
    case 'equal':
    case 'different':
      return isTime ? t(`timeOperators.${operator}`) : t(`operators.${operator}`);
    default:
      return t(`operators.${operator}`);
  }
}
