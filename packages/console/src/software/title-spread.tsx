import { SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SoftwareAmong, type SoftwareTitleDetail, softwareSpreadQuery } from '../api/queries/software.ts';
import { BarList } from '../ui/charts/bar-list.tsx';
import { Failure } from '../ui/failure.tsx';
import { computersAt, hasTitle, ofValue, within } from './software-links.ts';
import { TitlePart } from './title-part.tsx';

const BY = ['os', 'tag', 'group'] as const;
const FIRST = 12;

type Props = { readonly title: SoftwareTitleDetail; readonly among: SoftwareAmong };

/** On which systems, under which TAGs and in which groups a title is. */
export function TitleSpread({ title, among }: Props) {
  const { t } = useTranslation('software');
  const [by, setBy] = useState<(typeof BY)[number]>('os');
  const { data, error, refetch } = useQuery(softwareSpreadQuery(title.id, by, among));
  const unknown = by === 'tag' ? t('page.noTag') : t('page.unknownValue');
  return (
    <TitlePart
      title={t('page.spread')}
      aside={
        <SegmentedControl
          size="xs"
          value={by}
          onChange={(value) => setBy(BY.find((one) => one === value) ?? 'os')}
          data={BY.map((value) => ({ value, label: t(`page.by.${value}`) }))}
        />
      }
    >
      {error !== null && data === undefined ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : data !== undefined && data.length === 0 ? (
        <Text c="dimmed">{by === 'group' && title.machines > 0 ? t('page.noGroups') : t('page.nowhere')}</Text>
      ) : (
        <BarList
          label={`${t('page.spread')}: ${t(`page.by.${by}`)}`}
          total={title.machines}
          parts={(data ?? []).slice(0, FIRST).map(({ value, machines }) => ({
            key: value ?? '',
            label: value === null || value === '' ? unknown : value,
            value: machines,
            href: computersAt(within(`${hasTitle(title)} ${ofValue(by, value)}`, among)),
          }))}
        />
      )}
    </TitlePart>
  );
}
