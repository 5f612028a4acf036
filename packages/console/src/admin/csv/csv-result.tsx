import { Alert, Button, Checkbox, Pagination, SegmentedControl } from '@mantine/core';
import { IconCheck, IconDownload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminField, CsvReport } from '../../api/queries/admin.ts';
import { useAdminWords } from '../../computer/administration/use-admin-words.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { SafeText } from '../../ui/safe-text.tsx';
import card from '../card.module.css';
import { type CsvLine, kindOf, type LineKind, resultFile } from './csv-plan.ts';
import { saveText } from './save-text.ts';

type CsvResultProps = {
  readonly report: CsvReport | null;
  readonly fields: readonly AdminField[];
  readonly skipsBad: boolean;
  readonly isPending: boolean;
  readonly onSkipBad: (isOn: boolean) => void;
  readonly onApply: () => void;
};

const PAGE = 50;
const kinds = ['updated', 'unchanged', 'unknown', 'invalid'] as const;

/** What a file would change, or has changed, line by line. */
export function CsvResult({ report, fields, skipsBad, isPending, onSkipBad, onApply }: CsvResultProps) {
  const { t } = useTranslation('admin');
  const counted = useCounted('admin');
  const format = useFormat();
  const [kind, setKind] = useState<LineKind | 'all'>('all');
  const [page, setPage] = useState(1);
  const place = useRef<HTMLElement>(null);
  // It comes below what was looked at.
  useEffect(() => place.current?.scrollIntoView({ block: 'start' }), []);
  if (report === null) return null;
  const linesOf = (wanted: LineKind) => report.lines.filter((line) => kindOf(line) === wanted);
  const lines = kind === 'all' ? report.lines : linesOf(kind);
  const pages = Math.max(1, Math.ceil(lines.length / PAGE));
  const bad = report.failed > 0;
  const canApply = !report.applied && report.updated > 0 && (!bad || skipsBad);
  return (
    <section ref={place} className={card.card} aria-label={t('csv.result')}>
      <div className={`${card.padded} ${card.stack}`}>
        <h2 className={card.title}>{report.applied ? t('csv.done') : t('csv.previewTitle')}</h2>
        {report.applied && (
          <Alert variant="light" color="pine" role="status" icon={<IconCheck aria-hidden />}>
            {counted('csv.changed', report.updated)}
          </Alert>
        )}
        <div className={card.row}>
          <SegmentedControl
            aria-label={t('csv.which')}
            value={kind}
            onChange={(value) => {
              setKind(value as LineKind | 'all');
              setPage(1);
            }}
            data={[
              { value: 'all', label: `${t('csv.kinds.all')} (${format.number(report.lines.length)})` },
              ...kinds.map((value) => ({
                value,
                label: `${t(`csv.kinds.${value}`)} (${format.number(linesOf(value).length)})`,
              })),
            ]}
          />
        </div>
      </div>
      <div className={card.scroll}>
        <table className={`${card.table} ${card.stacked}`}>
          <thead>
            <tr>
              <th className={card.number}>{t('csv.line')}</th>
              <th>{t('csv.machine')}</th>
              <th>{t('csv.what')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.slice((page - 1) * PAGE, page * PAGE).map((line) => (
              <ResultLine key={line.line} line={line} fields={fields} />
            ))}
          </tbody>
        </table>
        {lines.length === 0 && <p className={`${card.padded} ${card.hint}`}>{t('csv.noLines')}</p>}
      </div>
      <div className={card.foot}>
        {pages > 1 ? <Pagination size="sm" total={pages} value={page} onChange={setPage} /> : <span />}
        <div className={card.row}>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => saveText('import-result.csv', resultFile(report), 'text/csv')}
          >
            {t('csv.resultFile')}
          </Button>
          {!report.applied && bad && (
            <Checkbox
              label={counted('csv.skipBad', report.failed)}
              checked={skipsBad}
              onChange={(event) => onSkipBad(event.currentTarget.checked)}
            />
          )}
          {!report.applied && (
            <Button onClick={onApply} loading={isPending} disabled={!canApply}>
              {counted('csv.apply', report.updated)}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}

function ResultLine({ line, fields }: { readonly line: CsvLine; readonly fields: readonly AdminField[] }) {
  const { t } = useTranslation('admin');
  const { language } = useFormat();
  const format = useFormat();
  const admin = useAdminWords();
  const inWords = (fieldId: number, text: string) =>
    admin.value(fields.find(({ id }) => id === fieldId)?.name ?? '', text);
  const labelOf = (fieldId: number) => {
    const label = fields.find(({ id }) => id === fieldId)?.label;
    return (language === 'fr' ? label?.fr : null) ?? label?.en ?? String(fieldId);
  };
  const { assetId, assetName, key, problem, reason, changes } = line;
  return (
    <tr>
      <td className={card.number}>{format.number(line.line)}</td>
      <td>
        {assetId === null ? (
          <SafeText value={key} />
        ) : (
          <Link to="/computers/$computerId/{-$tab}" params={{ computerId: String(assetId) }} search={{}}>
            <SafeText value={assetName ?? key} />
          </Link>
        )}
      </td>
      <td>
        {problem !== null && (
          <span className={card.bad}>
            {t(`csv.lineProblems.${problem}`)}
            {(problem === 'value' || problem === 'twice' || problem === 'cells') && reason !== null && (
              <>
                {' '}
                <SafeText value={`(${reason})`} wrap />
              </>
            )}
          </span>
        )}
        {problem === null && changes.length === 0 && <span className={card.small}>{t('csv.unchangedLine')}</span>}
        {changes.map(({ fieldId, before, after }) => (
          <div key={fieldId}>
            <span className={card.small}>{labelOf(fieldId)} </span>
            {before !== null && (
              <span className={card.before}>
                <SafeText value={inWords(fieldId, before)} wrap />
              </span>
            )}{' '}
            <span className={card.after}>
              {after === null ? t('csv.cleared') : <SafeText value={inWords(fieldId, after)} wrap />}
            </span>
          </div>
        ))}
      </td>
    </tr>
  );
}
