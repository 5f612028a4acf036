import { Button } from '@mantine/core';
import type { Cell } from '@muster/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedSection } from '../../api/machine-types.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useSectionWords } from '../../i18n/use-section-words.ts';
import { CellValue } from '../../table/cell-value.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import { Panel } from '../panel.tsx';
import { findSection } from '../sections/group-sections.ts';
import classes from './compare-panel.module.css';
import { comparedRows } from './compared-rows.ts';

/** Rows drawn at once: two machines may differ in thousands. */
const STEP = 100;

type Props = {
  readonly compared: ComparedSection;
  readonly labels: { readonly before: string; readonly after: string };
};

/** The differences of one section, side by side. */
export function CompareSection({ compared, labels }: Props) {
  const { t } = useTranslation('machine');
  const counted = useCounted('machine');
  const format = useFormat();
  const words = useSectionWords();
  const [shown, setShown] = useState(STEP);
  const section = findSection(compared.name);
  const rows = comparedRows(compared, section);
  return (
    <Panel
      id={`compare-${compared.name}`}
      title={section === undefined ? compared.name : words.section(section).label}
      hint={counted('compare.count', rows.length)}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={compared.name}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('compare.what')}</th>
              <th scope="col">
                <SafeText value={labels.before} />
              </th>
              <th scope="col">
                <SafeText value={labels.after} />
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of one key may come twice
              <tr key={index} data-kind={row.kind}>
                <th scope="row">
                  {row.column === undefined || section === undefined ? (
                    <SafeText value={row.key} wrap />
                  ) : (
                    words.column(section, row.column).label
                  )}
                </th>
                <Side
                  cells={row.before}
                  tone="before"
                  kind={row.kind}
                  section={compared.name}
                  isNamed={row.column !== undefined}
                />
                <Side
                  cells={row.after}
                  tone="after"
                  kind={row.kind}
                  section={compared.name}
                  isNamed={row.column !== undefined}
                />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > shown && (
        <Button variant="subtle" size="compact-sm" m="xs" onClick={() => setShown(rows.length)}>
          {t('compare.more', { formatted: format.number(rows.length - shown) })}
        </Button>
      )}
    </Panel>
  );
}

type SideProps = {
  readonly cells: readonly (readonly [string, Cell])[] | null;
  readonly tone: 'before' | 'after';
  readonly kind: 'added' | 'changed' | 'removed';
  readonly section: string;
  /** The row says already which column it is. */
  readonly isNamed: boolean;
};

/** What one side has; an empty one says so in words, not by colour alone. */
function Side({ cells, tone, kind, section: name, isNamed }: SideProps) {
  const { t } = useTranslation('machine');
  const words = useSectionWords();
  const section = findSection(name);
  if (cells === null) {
    return (
      <td className={classes.missing}>
        <span>{t('compare.missing')}</span>
      </td>
    );
  }
  return (
    <td className={classes[tone]} data-kind={kind}>
      <dl className={classes.cells}>
        {cells.map(([column, value]) => (
          <div key={column}>
            <dt className={isNamed ? classes.unseen : undefined}>
              {section === undefined ? column : words.column(section, column).label}
            </dt>
            <dd>
              {section?.columns[column] === undefined ? (
                <SafeText value={String(value ?? '')} wrap />
              ) : (
                <CellValue column={section.columns[column]} value={value} wrap />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </td>
  );
}
