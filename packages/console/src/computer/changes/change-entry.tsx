import type { Cell, Section } from '@muster/protocol';
import { IconMinus, IconPencil, IconPlus, IconSparkles } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Change } from '../../api/types.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useSectionWords } from '../../i18n/use-section-words.ts';
import { CellValue } from '../../table/cell-value.tsx';
import { readableKey } from '../../table/readable-key.ts';
import { SafeText } from '../../ui/safe-text.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { useAdminWords } from '../administration/use-admin-words.ts';
import { findSection } from '../sections/group-sections.ts';
import classes from './change-entry.module.css';

const icons = { created: IconSparkles, added: IconPlus, changed: IconPencil, removed: IconMinus } as const;

/** Values of a row that came or went; the rest is counted. */
const SHOWN = 4;

export function ChangeEntry({ change }: { readonly change: Change }) {
  const { t } = useTranslation();
  const words = useSectionWords();
  const counted = useCounted();
  const Icon = icons[change.kind];
  const section = findSection(change.section);
  const isWhole = change.section === '';
  const isNewSection = change.kind === 'created' && !isWhole;
  const admin = useAdminWords();
  const title = section === undefined ? t('changes.adminData') : words.section(section).label;
  return (
    <li className={classes.entry} data-kind={change.kind}>
      <span className={classes.mark}>
        <Icon size={14} stroke={2.25} aria-hidden />
      </span>
      <div className={classes.body}>
        <p className={classes.title}>
          <span className={classes.kind}>
            {isNewSection ? t('changes.sectionCreated') : t(`changes.${change.kind}`)}
          </span>
          {!isWhole && <span>{title}</span>}
          {change.key !== '' && (
            <strong>
              <SafeText value={section === undefined ? admin.label(change.key) : readableKey(change.key)} />
            </strong>
          )}
        </p>
        {isWhole && <p className={classes.note}>{t('changes.createdText')}</p>}
        {isWhole && <Counts counts={change.after} />}
        {isNewSection && <p className={classes.note}>{counted('table.total', rowsOf(change))}</p>}
        {change.repeats !== null && (
          <p className={classes.note}>
            {counted('changes.repeats', change.repeats.count)} <TimeAgo iso={change.repeats.until} />
          </p>
        )}
        {change.kind === 'changed' && section !== undefined && <Fields change={change} section={section} />}
        {section === undefined && !isWhole && <AdminFields change={change} />}
        {change.kind === 'added' && section !== undefined && <Values row={change.after} section={section} />}
        {change.kind === 'removed' && section !== undefined && <Values row={change.before} section={section} />}
      </div>
    </li>
  );
}

/** Of a section that was reported for the first time, `after` has the number of its rows under its name. */
const rowsOf = (change: Change) => Number(change.after?.[change.section] ?? 0);

type Cells = { readonly [column: string]: Cell } | null;

/** The number of rows by section that the first inventory brought. */
function Counts({ counts }: { readonly counts: Cells }) {
  const words = useSectionWords();
  const format = useFormat();
  const entries = Object.entries(counts ?? {}).flatMap(([name, count]) => {
    const section = findSection(name);
    return section === undefined || typeof count !== 'number' ? [] : [{ section, count }];
  });
  return (
    <ul className={classes.counts}>
      {entries.map(({ section, count }) => (
        <li key={section.name}>
          {words.section(section).label} <b>{format.number(count)}</b>
        </li>
      ))}
    </ul>
  );
}

/** Administrative data: the value of a field, and who or what set it. */
function AdminFields({ change }: { readonly change: Change }) {
  const { t } = useTranslation('machine');
  const admin = useAdminWords();
  const names = [...new Set([...Object.keys(change.before ?? {}), ...Object.keys(change.after ?? {})])];
  const shown = (cells: Cells, name: string) => {
    const text = String(cells?.[name] ?? '—');
    return <SafeText value={name === 'value' ? admin.value(change.key, text) : text} wrap />;
  };
  const labels: Readonly<Record<string, string>> = { value: t('admin.value'), source: t('admin.setBy') };
  return (
    <table className={classes.fields}>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">
              <SafeText value={labels[name] ?? name} />
            </th>
            <td className={classes.before}>{shown(change.before, name)}</td>
            <td className={classes.after}>{shown(change.after, name)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Before → after of each column that changed. */
function Fields({ change, section }: { readonly change: Change; readonly section: Section }) {
  const { t } = useTranslation();
  const words = useSectionWords();
  const before: Cells = change.before;
  const after: Cells = change.after;
  const columns = Object.entries(section.columns).filter(
    ([name]) => (before !== null && name in before) || (after !== null && name in after),
  );
  return (
    <table className={classes.fields}>
      <thead className={classes.unseen}>
        <tr>
          <th scope="col">{t('changes.field')}</th>
          <th scope="col">{t('changes.before')}</th>
          <th scope="col">{t('changes.after')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map(([name, column]) => (
          <tr key={name}>
            <th scope="row" title={words.column(section, name).description}>
              {words.column(section, name).label}
            </th>
            <td className={classes.before}>
              <CellValue column={column} value={before?.[name]} wrap />
            </td>
            <td className={classes.after}>
              <CellValue column={column} value={after?.[name]} wrap />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The chief values of a row that came or went. */
function Values({ row, section }: { readonly row: Cells; readonly section: Section }) {
  const words = useSectionWords();
  const counted = useCounted();
  if (row === null) return null;
  const known = Object.entries(section.columns).filter(
    ([name]) => row[name] !== null && row[name] !== undefined && row[name] !== '' && !section.identity.includes(name),
  );
  const chief = [...known.filter(([, column]) => column.listed), ...known.filter(([, column]) => !column.listed)];
  const rest = chief.length - SHOWN;
  return (
    <dl className={classes.values}>
      {chief.slice(0, SHOWN).map(([name, column]) => (
        <Fragment key={name}>
          <dt>{words.column(section, name).label}</dt>
          <dd>
            <CellValue column={column} value={row[name]} />
          </dd>
        </Fragment>
      ))}
      {rest > 0 && <dd className={classes.more}>{counted('changes.more', rest)}</dd>}
    </dl>
  );
}
