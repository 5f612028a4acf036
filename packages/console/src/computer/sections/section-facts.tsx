import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sectionRowsQuery } from '../../api/queries/machine.ts';
import { useSectionWords } from '../../i18n/use-section-words.ts';
import { CellValue } from '../../table/cell-value.tsx';
import type { TableState } from '../../table/table-state.ts';
import { NotLoaded } from '../../ui/not-loaded.tsx';
import { StatePanel } from '../../ui/state-panel.tsx';
import { useAsOf } from '../as-of/as-of.tsx';
import type { HeldSection } from './group-sections.ts';
import classes from './section-facts.module.css';
import { SectionHeading } from './section-heading.tsx';

const FIRST_ROW: TableState = { q: '', sort: [], page: 1, size: 1 };

/** A section of one row: what is known, name by name. What the agent did not say is left out. */
export function SectionFacts({ assetId, held }: { readonly assetId: number; readonly held: HeldSection }) {
  const { t } = useTranslation();
  const words = useSectionWords();
  const { section } = held;
  const at = useAsOf();
  const query = useQuery(sectionRowsQuery(assetId, section.name, FIRST_ROW, at));
  const { data } = query;
  const row = data?.items[0];
  const known = Object.entries(section.columns).filter(([name]) => row?.[name] !== null && row?.[name] !== undefined);

  return (
    <section aria-labelledby={section.name}>
      <SectionHeading held={held} />
      <div className={classes.card}>
        <NotLoaded query={query} height={120} />
        {data !== undefined && known.length === 0 && <StatePanel title={t('computer.sectionEmpty')} />}
        {known.length > 0 && (
          <dl className={classes.facts}>
            {known.map(([name, column]) => {
              const { label, description } = words.column(section, name);
              return (
                <div key={name} className={classes.fact}>
                  <dt title={description}>{label}</dt>
                  <dd>
                    <CellValue column={column} value={row?.[name]} wrap />
                  </dd>
                </div>
              );
            })}
          </dl>
        )}
      </div>
    </section>
  );
}
