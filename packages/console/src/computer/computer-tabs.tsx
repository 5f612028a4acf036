import { Tabs } from '@mantine/core';
import { IconClipboardOff } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Asset } from '../api/types.ts';
import { useFormat } from '../i18n/use-format.ts';
import { StatePanel } from '../ui/state-panel.tsx';
import { ChangesTab } from './changes-tab.tsx';
import classes from './computer-tabs.module.css';
import { groupSections, unknownSections } from './group-sections.ts';
import { GroupTab } from './group-tab.tsx';
import { OtherTab } from './other-tab.tsx';

/** The parts of an inventory: a tab for each group of sections that has data, what no section defines, and the history. */
export function ComputerTabs({ asset, tab }: { readonly asset: Asset; readonly tab: string | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const groups = useMemo(() => groupSections(asset.sections), [asset.sections]);
  const unknown = useMemo(() => unknownSections(asset.sections), [asset.sections]);

  const tabs = [
    ...groups.map(({ group, sections }) => ({
      value: group,
      // Of a group with one row a section, the number would only count headings.
      count: sections.reduce((sum, { section, count }) => sum + (section.rows === 'one' ? 0 : count), 0),
    })),
    ...(asset.otherCount > 0 || unknown.length > 0 ? [{ value: 'other' as const, count: asset.otherCount }] : []),
    { value: 'changes' as const, count: asset.changesCount },
  ];
  const shown = tabs.find(({ value }) => value === tab)?.value ?? tabs[0]?.value ?? 'changes';
  const group = groups.find((candidate) => candidate.group === shown);
  const goTo = (value: string | null) =>
    void navigate({
      to: '/computers/$computerId/{-$tab}',
      params: { computerId: String(asset.id), tab: value ?? undefined },
      search: {},
      resetScroll: false,
    });

  // On narrow screens, and in wordy languages, the chosen tab may be beyond the edge.
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-value="${shown}"]`)?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [shown]);

  return (
    <>
      {asset.lastInventoryAt === null && (
        <StatePanel icon={<IconClipboardOff size={28} />} title={t('computer.nothingTitle')}>
          <p>{t('computer.nothingText')}</p>
        </StatePanel>
      )}
      <Tabs value={shown} onChange={goTo} keepMounted={false} className={classes.tabs}>
        <Tabs.List ref={list} aria-label={t('computer.tabs')} className={classes.list}>
          {tabs.map(({ value, count }) => (
            <Tabs.Tab key={value} value={value} data-value={value}>
              {t(`computer.groups.${value}`)}
              {count > 0 && <span className={classes.count}>{format.number(count)}</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={shown} pt="md">
          {group !== undefined && <GroupTab assetId={asset.id} sections={group.sections} />}
          {shown === 'other' && <OtherTab asset={asset} unknown={unknown} />}
          {shown === 'changes' && <ChangesTab asset={asset} />}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
