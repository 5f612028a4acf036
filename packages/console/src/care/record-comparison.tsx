import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedRecord } from '../api/care.ts';
import { useFormat } from '../i18n/use-format.ts';
import { SafeText } from '../ui/safe-text.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import classes from './record-comparison.module.css';
import { agreement, type FactKey, factKeys, factsOf, moments } from './record-facts.ts';

type RecordComparisonProps = {
  readonly records: readonly ComparedRecord[];
  /** Its column is marked. */
  readonly survivorId?: number | null;
  /** What stands at the head of a record's column, below its name. */
  readonly renderChoice?: (record: ComparedRecord) => ReactNode;
};

/** Records side by side: what differs and what agrees is marked, by colour and by a sign. */
export function RecordComparison({ records, survivorId = null, renderChoice }: RecordComparisonProps) {
  const { t } = useTranslation('care');
  const rows = factKeys
    .map((key) => ({ key, values: records.map((record) => factsOf(record, key)) }))
    .filter(({ values }) => values.some((list) => list.length > 0));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard
    <section className={classes.scroller} tabIndex={0} aria-label={t('compare.label')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <td className={classes.corner} />
            {records.map((record) => (
              <th key={record.asset.id} scope="col" data-stays={record.asset.id === survivorId || undefined}>
                <Link
                  to="/computers/$computerId/{-$tab}"
                  params={{ computerId: String(record.asset.id) }}
                  search={{}}
                  className={classes.name}
                >
                  <SafeText value={record.asset.name === '' ? `#${record.asset.id}` : record.asset.name} />
                </Link>
                {renderChoice?.(record)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, values }) => {
            const told = moments.has(key) ? 'incomplete' : agreement(values);
            return (
              <tr key={key} data-told={told}>
                <th scope="row">
                  {t(`facts.${key}`)}
                  {told !== 'incomplete' && (
                    <span className={classes.sign} title={t(`compare.${told}`)}>
                      <span aria-hidden>{SIGNS[told]}</span>
                      <span className={classes.spoken}>{t(`compare.${told}`)}</span>
                    </span>
                  )}
                </th>
                {values.map((list, i) => (
                  <td key={records[i]?.asset.id}>
                    <Values fact={key} values={list} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

const SIGNS = { same: '=', overlapping: '≈', different: '≠' } as const;

/** Device ids and cards shown of one record. */
const SHOWN = 4;

function Values({ fact, values }: { readonly fact: FactKey; readonly values: readonly string[] }) {
  const { t } = useTranslation('care');
  const format = useFormat();
  const [first] = values;
  if (first === undefined) return <span className={classes.none}>{t('compare.none')}</span>;
  if (moments.has(fact)) return <TimeAgo iso={first} />;
  if (fact === 'memoryMiB') return <>{format.quantity(Number(first), 'MiB').text}</>;
  if (fact === 'softwareCount') return <>{format.number(Number(first))}</>;
  return (
    <>
      {values.slice(0, SHOWN).map((value) => (
        <span key={value} className={classes.value}>
          <SafeText value={value} wrap />
        </span>
      ))}
      {values.length > SHOWN && (
        <span className={classes.none}>{t('compare.more', { formatted: format.number(values.length - SHOWN) })}</span>
      )}
    </>
  );
}
