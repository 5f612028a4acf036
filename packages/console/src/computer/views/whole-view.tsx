import { Button, Skeleton } from '@mantine/core';
import { rowIdentity } from '@muster/protocol';
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { wholeSectionQuery } from '../../api/queries/machine.ts';
import type { Asset } from '../../api/types.ts';
import { useSectionWords } from '../../i18n/use-section-words.ts';
import { CellValue } from '../../table/cell-value.tsx';
import { readableKey } from '../../table/readable-key.ts';
import { Failure } from '../../ui/failure.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import { AdminDataPanel } from '../administration/admin-data-panel.tsx';
import { useAsOf } from '../as-of/as-of.tsx';
import { groupSections, type HeldSection } from '../sections/group-sections.ts';
import { SectionFacts } from '../sections/section-facts.tsx';
import { SectionHeading } from '../sections/section-heading.tsx';
import classes from './whole-view.module.css';

/** Everything that is known of the machine, one below the other: to be read through, searched by the browser, printed. */
export function WholeView({ asset }: { readonly asset: Asset }) {
  const { t } = useTranslation('machine');
  const words = useSectionWords();
  const at = useAsOf();
  const groups = groupSections(asset.sections);
  return (
    <div className={classes.page}>
      <div className={classes.tools}>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconArrowLeft size={14} aria-hidden />}
          renderRoot={(props) => (
            <Link
              {...props}
              to="/computers/$computerId/{-$tab}"
              params={{ computerId: String(asset.id) }}
              search={at === null ? {} : { at }}
            />
          )}
        >
          {t('whole.tabs')}
        </Button>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconPrinter size={14} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('whole.print')}
        </Button>
        <nav aria-label={t('whole.contents')} className={classes.contents}>
          {groups.flatMap(({ sections }) =>
            sections.map(({ section }) => (
              <a key={section.name} href={`#${section.name}`}>
                {words.section(section).label}
              </a>
            )),
          )}
        </nav>
      </div>
      {at === null && <AdminDataPanel assetId={asset.id} />}
      {groups.flatMap(({ sections }) =>
        sections.map((held) =>
          held.section.rows === 'one' ? (
            <SectionFacts key={held.name} assetId={asset.id} held={held} />
          ) : (
            <WholeSection key={held.name} assetId={asset.id} held={held} />
          ),
        ),
      )}
    </div>
  );
}

/** All rows of a section, with the columns that have a value in any of them. */
function WholeSection({ assetId, held }: { readonly assetId: number; readonly held: HeldSection }) {
  const { t } = useTranslation('machine');
  const words = useSectionWords();
  const at = useAsOf();
  const { section } = held;
  const { data, error, refetch } = useQuery(wholeSectionQuery(assetId, section.name, at));
  const columns = Object.entries(section.columns).filter(([name, column]) => {
    const isFilled = data?.items.some((row) => row[name] !== null && row[name] !== undefined && row[name] !== '');
    return isFilled === true && (column.listed === true || section.identity.includes(name));
  });
  const hasParent = section.parent !== undefined;
  return (
    <div>
      <SectionHeading held={held} />
      {data === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton height={120} mt="xs" />}
      {data !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard
        <section className={classes.scroll} tabIndex={0} aria-label={words.section(section).label}>
          <table className={classes.table}>
            <thead>
              <tr>
                {hasParent && <th scope="col">{t('whole.of')}</th>}
                {columns.map(([name]) => (
                  <th key={name} scope="col" title={words.column(section, name).description}>
                    {words.column(section, name).label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.items.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows of one identity may come twice
                <tr key={`${rowIdentity(section, row)}${index}`}>
                  {hasParent && (
                    <td>
                      <SafeText value={readableKey(String(row.parentKey ?? ''))} />
                    </td>
                  )}
                  {columns.map(([name, column]) => (
                    <td key={name}>
                      <CellValue column={column} value={row[name]} wrap />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}
