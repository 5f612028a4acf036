import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { useSectionWords } from '../../i18n/use-section-words.ts';
import { useNow } from '../../ui/use-now.ts';
import type { HeldSection } from './group-sections.ts';
import classes from './section-heading.module.css';

/** What a section is, and when it changed last. */
export function SectionHeading({ held }: { readonly held: HeldSection }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  const { label, description } = useSectionWords().section(held.section);
  const { changedAt } = held;
  return (
    <header className={classes.heading}>
      <Title order={2} size="1rem" id={held.name} className={classes.title}>
        {label}
      </Title>
      <span className={classes.description}>{description}</span>
      {changedAt !== '' && (
        <time dateTime={changedAt} title={format.exactMoment(changedAt)} className={classes.when}>
          {t('computer.changedAt', { when: format.relative(changedAt, Math.max(nowMs, Date.parse(changedAt))) })}
        </time>
      )}
    </header>
  );
}
