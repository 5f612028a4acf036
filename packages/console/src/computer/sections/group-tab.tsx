import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { useSectionWords } from '../../i18n/use-section-words.ts';
import type { HeldSection } from './group-sections.ts';
import classes from './group-tab.module.css';
import { SectionFacts } from './section-facts.tsx';
import { SectionTable } from './section-table.tsx';

/** From this many sections on, a row of links leads to them. */
const LINKED_FROM = 3;

/** All sections of one group, one below the other. */
export function GroupTab({
  assetId,
  sections,
}: {
  readonly assetId: number;
  readonly sections: readonly HeldSection[];
}) {
  const { t } = useTranslation();
  const words = useSectionWords();
  const format = useFormat();
  return (
    <div className={classes.sections}>
      {sections.length >= LINKED_FROM && (
        <nav aria-label={t('computer.sections')} className={classes.index}>
          {sections.map(({ section, count }) => (
            <a key={section.name} href={`#${section.name}`} className={classes.link}>
              {words.section(section).label}
              {section.rows !== 'one' && <span>{format.number(count)}</span>}
            </a>
          ))}
        </nav>
      )}
      {sections.map((held) =>
        held.section.rows === 'one' ? (
          <SectionFacts key={held.name} assetId={assetId} held={held} />
        ) : (
          <SectionTable key={held.name} assetId={assetId} held={held} />
        ),
      )}
    </div>
  );
}
