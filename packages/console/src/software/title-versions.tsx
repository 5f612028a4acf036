import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SoftwareAmong, SoftwareCategory, SoftwareTitleDetail } from '../api/queries/software.ts';
import { displayText } from '../format/display-text.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { useFormat } from '../i18n/use-format.ts';
import { BarList } from '../ui/charts/bar-list.tsx';
import { useCategoryName } from './category-badge.tsx';
import { computersAt, hasTitle, within } from './software-links.ts';
import { TitlePart } from './title-part.tsx';

/** Versions shown before one asks for all. */
const FIRST = 12;

type Props = {
  readonly title: SoftwareTitleDetail;
  readonly categories: readonly SoftwareCategory[];
  readonly among: SoftwareAmong;
};

/** Which versions of a title there are, newest first, each a way to the computers that have it. */
export function TitleVersions({ title, categories, among }: Props) {
  const { t } = useTranslation('software');
  const counted = useCounted('software');
  const format = useFormat();
  const nameOf = useCategoryName();
  const [isAll, setAll] = useState(false);
  const { releases, machines } = title;
  const shown = isAll ? releases : releases.slice(0, FIRST);
  const newest = releases.find(({ version }) => version !== null);
  const labelOf = ({ version, categoryId, unwanted }: (typeof releases)[number]) => {
    const category = categoryId === title.categoryId ? undefined : categories.find(({ id }) => id === categoryId);
    const marks = [category && nameOf(category), unwanted && title.unwanted === 'some' && t('unwanted')].filter(
      Boolean,
    );
    return [version ?? t('page.noVersion'), ...marks].join(' · ');
  };
  return (
    <TitlePart title={t('page.versions')} aside={releases.length > 0 && counted('page.versionsCount', releases.length)}>
      {releases.length === 0 ? (
        <Text c="dimmed">{t('page.nowhere')}</Text>
      ) : (
        <>
          {newest !== undefined && machines > 0 && releases.length > 1 && (
            <Text size="sm">
              {t('page.newestHas', {
                percent: format.percent(newest.machines / machines),
                version: displayText(newest.version ?? ''),
              })}
            </Text>
          )}
          <BarList
            label={t('page.versions')}
            total={machines}
            parts={shown.map((release, i) => ({
              key: `${i} ${release.version}`,
              label: labelOf(release),
              value: release.machines,
              href: computersAt(within(hasTitle(title, release.version), among)),
              ...(release.unwanted ? { color: 'var(--muster-chart-5)' } : {}),
            }))}
          />
          {releases.length > FIRST && (
            <Button variant="subtle" size="compact-sm" justify="flex-start" onClick={() => setAll(!isAll)}>
              {isAll ? t('page.fewerVersions') : counted('page.showAllVersions', releases.length - FIRST)}
            </Button>
          )}
        </>
      )}
    </TitlePart>
  );
}
