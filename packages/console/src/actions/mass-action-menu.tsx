import { Button, Menu } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  IconAdjustments,
  IconArchive,
  IconArchiveOff,
  IconChevronDown,
  IconForms,
  IconRefresh,
  IconTag,
  IconTrash,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Deed } from './deed-of.ts';
import type { MassActionBarProps } from './mass-action-bar.tsx';
import { MassActionDialog } from './mass-action-dialog.tsx';

const icons: Readonly<Record<Deed, typeof IconTag>> = {
  tag: IconTag,
  'admin-data': IconForms,
  group: IconUsersGroup,
  setting: IconAdjustments,
  wake: IconRefresh,
  archive: IconArchive,
  restore: IconArchiveOff,
  delete: IconTrash,
};

/** The daily ones are buttons where there is room; the others are in the menu. */
const QUICK: readonly Deed[] = ['tag', 'admin-data', 'group'];

export function MassActionMenu({ target, count, areArchived = false, onDone }: MassActionBarProps) {
  const { t } = useTranslation('actions');
  const isWide = useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false });
  const [deed, setDeed] = useState<Deed | null>(null);
  const quick = isWide ? QUICK : [];
  const common: readonly Deed[] = ['tag', 'admin-data', 'group', 'setting', 'wake'];
  const rest = common.filter((one) => !quick.includes(one));

  const item = (one: Deed) => {
    const Icon = icons[one];
    return (
      <Menu.Item
        key={one}
        {...(one === 'delete' ? { color: 'var(--mantine-color-error)' } : {})}
        leftSection={<Icon size={16} stroke={1.75} aria-hidden />}
        onClick={() => setDeed(one)}
      >
        {t(`deeds.${one}`)}
      </Menu.Item>
    );
  };

  return (
    <>
      {quick.map((one) => {
        const Icon = icons[one];
        return (
          <Button
            key={one}
            size="compact-sm"
            variant="default"
            leftSection={<Icon size={16} stroke={1.75} aria-hidden />}
            onClick={() => setDeed(one)}
          >
            {t(`deeds.${one}`)}
          </Button>
        );
      })}
      <Menu position="bottom-start" shadow="md" width={260}>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant={isWide ? 'default' : 'filled'}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {t(isWide ? 'bar.more' : 'bar.actions')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {rest.map(item)}
          <Menu.Divider />
          {areArchived ? item('restore') : item('archive')}
          {item('delete')}
        </Menu.Dropdown>
      </Menu>
      {deed !== null && (
        <MassActionDialog
          deed={deed}
          target={target}
          count={count}
          onClose={() => setDeed(null)}
          onStarted={() => {
            setDeed(null);
            onDone();
          }}
        />
      )}
    </>
  );
}
