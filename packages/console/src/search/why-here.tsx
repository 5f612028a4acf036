import { Button, CloseButton, Skeleton, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconZoomQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { explainQuery } from '../api/queries/search.ts';
import type { SearchExplanation } from '../api/types.ts';
import { useFormat } from '../i18n/use-format.ts';
import { Failure } from '../ui/failure.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { useSearchFields } from './use-search-fields.ts';
import classes from './why-here.module.css';

type Part = SearchExplanation['parts'][number];
type Row = Part['rows'][number];

export type WhyHereProps = {
  readonly assetId: number;
  /** In the query language. */
  readonly query: string;
  readonly onClose: () => void;
};

/** By which search somebody came to a computer, and, when they ask, which parts of it hold and by which rows. */
export function WhyHere({ assetId, query, onClose }: WhyHereProps) {
  const { t } = useTranslation('query');
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <section className={classes.panel} aria-label={t('why.title')}>
      <div className={classes.head}>
        <p className={classes.foundBy}>
          {t('why.foundBy')}{' '}
          <code>
            <SafeText value={query} wrap />
          </code>
        </p>
        <Button
          size="compact-sm"
          variant="light"
          aria-expanded={isOpen}
          aria-controls={id}
          leftSection={<IconZoomQuestion size={15} aria-hidden />}
          onClick={() => setOpen((was) => !was)}
        >
          {t('why.link')}
        </Button>
        <CloseButton aria-label={t('why.close')} onClick={onClose} />
      </div>
      <div id={id}>{isOpen && <Reasons assetId={assetId} query={query} />}</div>
    </section>
  );
}

function Reasons({ assetId, query }: Pick<WhyHereProps, 'assetId' | 'query'>) {
  const { t } = useTranslation('query');
  const { data, error, refetch } = useQuery(explainQuery(assetId, query));
  if (data === undefined) {
    return error === null ? <Skeleton h={80} mt="xs" /> : <Failure error={error} onRetry={() => void refetch()} />;
  }
  return (
    <>
      <p className={classes.verdict} data-holds={data.found}>
        <Verdict holds={data.found} />
        {data.found ? t('why.found') : t('why.notFound')}
      </p>
      {query.trim() === '' ? (
        <Text c="dimmed">{t('why.everything')}</Text>
      ) : (
        <ul className={classes.parts}>
          {data.parts.map((part) => (
            <PartOf key={part.path} part={part} />
          ))}
        </ul>
      )}
    </>
  );
}

function Verdict({ holds }: { readonly holds: boolean }) {
  const { t } = useTranslation('query');
  const Icon = holds ? IconCircleCheck : IconCircleX;
  const label = holds ? t('why.holds') : t('why.fails');
  return <Icon size={17} stroke={1.75} className={classes.mark} role="img" aria-label={label} />;
}

/** How deep a part stands in the tree: `and.0.not` is two below the whole. */
const depthOf = (path: string) => path.split('.').filter((step) => /^[a-z]/.test(step)).length;

function PartOf({ part }: { readonly part: Part }) {
  const { t } = useTranslation('query');
  const { sectionLabel } = useSearchFields();
  const joins = { and: t('why.and'), or: t('why.or'), not: t('why.not') };
  const isJoint = part.kind === 'and' || part.kind === 'or' || part.kind === 'not';
  return (
    <li
      className={classes.part}
      style={{ marginInlineStart: `${depthOf(part.path) * 1.4}rem` }}
      data-holds={part.holds}
      data-denied={/(^|\.)not(\.|$)/.test(part.path) || undefined}
    >
      <Verdict holds={part.holds} />
      <div className={classes.said}>
        {isJoint ? (
          <span>{joins[part.kind as 'and' | 'or' | 'not']}</span>
        ) : (
          <code>
            <SafeText value={part.text} wrap />
          </code>
        )}
        {part.section !== null && <span className={classes.section}>{sectionLabel(part.section)}</span>}
        {part.rows.length > 0 && <Rows rows={part.rows} section={part.section} />}
      </div>
    </li>
  );
}

/** The rows for which a part holds, with the columns that it asks for. */
function Rows({ rows, section }: { readonly rows: readonly Row[]; readonly section: string | null }) {
  const { t } = useTranslation('query');
  const columns = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
  const shownText = useShownValue(section);
  const labelOf = useColumnLabel(section);
  const [only] = columns;
  if (only !== undefined && columns.length === 1) {
    return (
      <p className={classes.inline}>
        <span className={classes.section}>{labelOf(only)}</span>{' '}
        <SafeText value={rows.map(({ values }) => shownText(only, values[only])).join(' · ')} wrap />
      </p>
    );
  }
  return (
    <table className={classes.rows}>
      <caption className={classes.unseen}>{t('why.rows')}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {labelOf(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ values }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are what the server says, in its order
          <tr key={index}>
            {columns.map((column) => (
              <td key={column}>
                <SafeText value={shownText(column, values[column])} wrap />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {rows.length === 5 && (
        <tfoot>
          <tr>
            <td colSpan={columns.length}>{t('why.moreRows')}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function useField(section: string | null) {
  const { byName } = useSearchFields();
  return (column: string) =>
    section === null
      ? (byName.get(`asset.${column}`) ?? byName.get(`admin.${column}`) ?? byName.get(`setting.${column}`))
      : byName.get(`${section}.${column}`);
}

function useColumnLabel(section: string | null) {
  const fieldOf = useField(section);
  return (column: string) => fieldOf(column)?.label ?? column;
}

/** A value as people read it: names instead of numbers, sizes in units, moments in their own zone. */
function useShownValue(section: string | null) {
  const { t } = useTranslation();
  const format = useFormat();
  const fieldOf = useField(section);
  return (column: string, value: Row['values'][string] | undefined): string => {
    const field = fieldOf(column);
    const named = (one: unknown) => field?.choices?.find((choice) => String(choice.value) === String(one))?.label;
    if (value === null || value === undefined || value === '') return t('common.none');
    if (typeof value === 'boolean') return value ? t('common.yes') : t('common.no');
    if (Array.isArray(value)) return value.map((one) => named(one) ?? one).join(', ');
    const name = named(value);
    if (name !== undefined) return name;
    if (typeof value === 'number') return field?.unit ? format.quantity(value, field.unit).text : format.number(value);
    return field?.type === 'time' ? format.moment(String(value)) : String(value);
  };
}
