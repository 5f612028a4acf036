import { Button, CloseButton } from '@mantine/core';
import type { QueryField } from '@muster/protocol/query';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../ui/safe-text.tsx';
import type { FieldTools, ListFilter } from './field-tools.tsx';
import classes from './filter-chips.module.css';
import type { Archived } from './list-params.ts';

type FilterChipsProps = {
  /** As the address has it, for as long as it is not read. */
  readonly text: string;
  /** Null: it cannot be read. Undefined: not yet. */
  readonly filters: readonly ListFilter[] | null | undefined;
  readonly tools: FieldTools | null;
  readonly onFilter: (text: string) => void;
  readonly archived: Archived;
  readonly onArchived: (archived: Archived) => void;
};

/** The filters in force, each with a cross that takes it away. */
export function FilterChips({ text, filters, tools, onFilter, archived, onArchived }: FilterChipsProps) {
  const { t } = useTranslation('lists');
  if (text === '' && archived === 'exclude') return null;
  const without = (filter: ListFilter) =>
    onFilter(tools?.printFilter((filters ?? []).filter((one) => one !== filter).map(({ node }) => node)) ?? '');
  return (
    <section className={classes.chips} aria-label={t('filter.inForce')}>
      {archived !== 'exclude' && (
        <Chip
          label={t(`archived.${archived}`)}
          onRemove={() => onArchived('exclude')}
          removeLabel={t('filter.remove')}
        />
      )}
      {text !== '' && (filters === undefined || filters === null) && (
        <Chip
          label={filters === null ? t('filter.unreadable') : ''}
          code={text}
          isWrong={filters === null}
          onRemove={() => onFilter('')}
          removeLabel={t('filter.remove')}
        />
      )}
      {filters?.map((filter) => (
        <Chip
          key={filter.text}
          label={labelOf(filter.field)}
          code={codeOf(filter)}
          onRemove={() => without(filter)}
          removeLabel={t('filter.remove')}
        />
      ))}
      {(filters?.length ?? 0) > 1 && (
        <Button size="compact-xs" variant="subtle" onClick={() => onFilter('')}>
          {t('filter.removeAll')}
        </Button>
      )}
    </section>
  );
}

/** The filter in the query language, without the field that its label says already. */
function codeOf({ field, node, text }: ListFilter): string {
  return field === null || !('field' in node) ? text : text.replace(/^[\w.]+:?/, '');
}

const labelOf = (field: QueryField | null) => field?.label ?? '';

type ChipProps = {
  readonly label: string;
  readonly code?: string;
  readonly isWrong?: boolean;
  readonly onRemove: () => void;
  readonly removeLabel: string;
};

function Chip({ label, code, isWrong = false, onRemove, removeLabel }: ChipProps) {
  return (
    <span className={classes.chip} data-wrong={isWrong || undefined}>
      {label !== '' && <span className={classes.label}>{label}</span>}
      {code !== undefined && <SafeText value={code} mono />}
      <CloseButton size="xs" aria-label={`${removeLabel}: ${label || code}`} onClick={onRemove} />
    </span>
  );
}
