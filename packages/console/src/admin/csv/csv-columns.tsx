import { Button, Group, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AdminField, CsvLook } from '../../api/queries/admin.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { SafeText } from '../../ui/safe-text.tsx';
import card from '../card.module.css';
import { type CsvPlan, problemOf } from './csv-plan.ts';

type CsvColumnsProps = {
  readonly look: CsvLook;
  readonly plan: CsvPlan;
  readonly fields: readonly AdminField[];
  readonly onPlan: (plan: CsvPlan) => void;
  /** The file is written otherwise than was found out. */
  readonly onForm: (form: Pick<CsvPlan, 'separator' | 'encoding'>) => void;
  readonly isPending: boolean;
  readonly onPreview: () => void;
};

const ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const;
const KEY = 'key';
const LEAVE_OUT = 'none';

/** How the file is written, which column finds the machine, and which field each other column fills. */
export function CsvColumns({ look, plan, fields, onPlan, onForm, isPending, onPreview }: CsvColumnsProps) {
  const { t } = useTranslation('admin');
  const { language } = useFormat();
  const problem = problemOf(plan);
  const roles = [
    { value: KEY, label: t('csv.isKey') },
    { value: LEAVE_OUT, label: t('csv.leaveOut') },
    ...fields.map(({ id, label }) => ({ value: `${id}`, label: (language === 'fr' ? label.fr : null) ?? label.en })),
  ];
  const roleOf = (header: string) => {
    if (header === plan.keyColumn) return KEY;
    const id = plan.columns[header] ?? null;
    return id === null ? LEAVE_OUT : `${id}`;
  };
  const setRole = (header: string, role: string) => {
    const id = role === KEY || role === LEAVE_OUT ? null : Number(role);
    const freed = plan.keyColumn === header ? null : plan.keyColumn;
    onPlan({ ...plan, keyColumn: role === KEY ? header : freed, columns: { ...plan.columns, [header]: id } });
  };
  return (
    <>
      <section className={`${card.card} ${card.padded} ${card.stack}`} aria-label={t('csv.form')}>
        <h2 className={card.title}>{t('csv.form')}</h2>
        <Group align="flex-start" gap="md">
          <Select
            label={t('csv.separator')}
            value={plan.separator}
            allowDeselect={false}
            data={[
              { value: ',', label: t('csv.comma') },
              { value: ';', label: t('csv.semicolon') },
              { value: '\t', label: t('csv.tabulator') },
            ]}
            onChange={(value) => value !== null && onForm({ ...plan, separator: value as CsvPlan['separator'] })}
          />
          <Select
            label={t('csv.encoding')}
            value={plan.encoding}
            allowDeselect={false}
            data={ENCODINGS.map((value) => ({ value, label: value.toUpperCase() }))}
            onChange={(value) => value !== null && onForm({ ...plan, encoding: value as CsvPlan['encoding'] })}
          />
          <Select
            label={t('csv.dates')}
            value={plan.dates}
            allowDeselect={false}
            data={['YYYY-MM-DD', 'DD/MM/YYYY', 'MM/DD/YYYY']}
            onChange={(value) => value !== null && onPlan({ ...plan, dates: value as CsvPlan['dates'] })}
          />
          <Select
            label={t('csv.emptyCells')}
            value={plan.emptyCells}
            allowDeselect={false}
            data={[
              { value: 'keep', label: t('csv.keep') },
              { value: 'clear', label: t('csv.clear') },
            ]}
            onChange={(value) => value !== null && onPlan({ ...plan, emptyCells: value as CsvPlan['emptyCells'] })}
          />
        </Group>
      </section>
      <section className={card.card} aria-label={t('csv.columns')}>
        <div className={card.padded}>
          <h2 className={card.title}>{t('csv.columns')}</h2>
          <Select
            label={t('csv.keyBy')}
            description={t('csv.keyByHint')}
            maw={320}
            value={plan.keyBy}
            allowDeselect={false}
            data={(['name', 'serial', 'deviceId', 'id'] as const).map((value) => ({
              value,
              label: t(`csv.keys.${value}`),
            }))}
            onChange={(value) => value !== null && onPlan({ ...plan, keyBy: value as CsvPlan['keyBy'] })}
          />
        </div>
        <div className={card.scroll}>
          <table className={card.table}>
            <thead>
              <tr>
                <th>{t('csv.column')}</th>
                <th>{t('csv.sample')}</th>
                <th>{t('csv.becomes')}</th>
              </tr>
            </thead>
            <tbody>
              {look.headers.map((header, index) => (
                <tr key={header}>
                  <td>
                    <strong>
                      <SafeText value={header} wrap />
                    </strong>
                  </td>
                  <td className={card.small}>
                    {look.sample.slice(0, 3).map((cells, line) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file have no other name
                      <div key={line}>
                        <SafeText value={cells[index] ?? ''} />
                      </div>
                    ))}
                  </td>
                  <td>
                    <Select
                      miw={220}
                      aria-label={t('csv.becomesOf', { column: header })}
                      value={roleOf(header)}
                      allowDeselect={false}
                      searchable
                      data={roles}
                      disabled={header === ''}
                      onChange={(value) => value !== null && setRole(header, value)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div className={card.foot}>
          <span className={problem === null ? card.small : card.bad} role="status">
            {problem === null ? t('csv.ready') : t(`csv.problems.${problem}`)}
          </span>
          <Button onClick={onPreview} disabled={problem !== null} loading={isPending}>
            {t('csv.preview')}
          </Button>
        </div>
      </section>
    </>
  );
}
