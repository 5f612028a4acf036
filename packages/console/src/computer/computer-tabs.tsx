import { Tabs } from '@mantine/core';
import { IconClipboardOff } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Asset } from '../api/types.ts';
import { useFormat } from '../i18n/use-format.ts';
import { StatePanel } from '../ui/state-panel.tsx';
import { AdministrationTab } from './administration/administration-tab.tsx';
import { ChangesTab } from './changes/changes-tab.tsx';
import classes from './computer-tabs.module.css';
import { IdentityTab } from './identity/identity-tab.tsx';
import type { MachineTab, TabFact } from './machine-views.ts';
import type { HeldGroup } from './sections/group-sections.ts';
import { GroupTab } from './sections/group-tab.tsx';
import { OtherTab } from './sections/other-tab.tsx';
import { RawTab } from './sections/raw-tab.tsx';
import { SettingsTab } from './settings/settings-tab.tsx';

type Props = {
  readonly asset: Asset;
  readonly groups: readonly HeldGroup[];
  readonly unknown: readonly string[];
  readonly tabs: readonly TabFact[];
  readonly shown: MachineTab;
  readonly onTab: (tab: MachineTab) => void;
};

/**
 * The parts of a machine: a tab for each group of sections that has data, what no section defines, what people know of it,
 * and its history.
 */
export function ComputerTabs({ asset, groups, unknown, tabs, shown, onTab }: Props) {
  const { t } = useTranslation();
  const { t: own } = useTranslation('machine');
  const format = useFormat();
  const group = groups.find((candidate) => candidate.group === shown);

  // On narrow screens, and in wordy languages, the chosen tab may be beyond the edge.
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-value="${shown}"]`)?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [shown]);

  const labelOf = (tab: MachineTab): string => {
    if (tab === 'administration' || tab === 'settings' || tab === 'identity' || tab === 'raw')
      return own(`tabs.${tab}`);
    return t(`computer.groups.${tab}`);
  };
  return (
    <>
      {asset.lastInventoryAt === null && (
        <StatePanel icon={<IconClipboardOff size={28} />} title={t('computer.nothingTitle')}>
          <p>{t('computer.nothingText')}</p>
        </StatePanel>
      )}
      <Tabs
        value={shown}
        onChange={(value) => onTab(tabs.find((tab) => tab.value === value)?.value ?? shown)}
        keepMounted={false}
        className={classes.tabs}
      >
        <Tabs.List ref={list} aria-label={t('computer.tabs')} className={classes.list}>
          {tabs.map(({ value, count }) => (
            <Tabs.Tab key={value} value={value} data-value={value}>
              {labelOf(value)}
              {count > 0 && <span className={classes.count}>{format.number(count)}</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={shown} pt="md">
          {group !== undefined && <GroupTab assetId={asset.id} sections={group.sections} />}
          {shown === 'other' && <OtherTab asset={asset} unknown={unknown} />}
          {shown === 'administration' && <AdministrationTab asset={asset} />}
          {shown === 'settings' && <SettingsTab asset={asset} />}
          {shown === 'identity' && <IdentityTab asset={asset} />}
          {shown === 'changes' && <ChangesTab asset={asset} />}
          {shown === 'raw' && <RawTab asset={asset} />}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
