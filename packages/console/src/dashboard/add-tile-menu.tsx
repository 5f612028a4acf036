import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { searchChoicesQuery } from '../api/queries/dashboard.ts';
import { SafeText } from '../ui/safe-text.tsx';
import { type Arrangement, absentTiles } from './arrangement.ts';
import { isNumber, type TileId } from './tiles.ts';

type AddTileMenuProps = { readonly arrangement: Arrangement; readonly onAdd: (id: TileId) => void };

/** The tiles that are not on the dashboard yet: numbers, charts, stored searches. */
export function AddTileMenu({ arrangement, onAdd }: AddTileMenuProps) {
  const { t } = useTranslation('dashboard');
  const { data } = useQuery(searchChoicesQuery);
  const there = new Set<string>(arrangement.map(({ id }) => id));
  const absent = absentTiles(arrangement);
  const groups = [
    { key: 'numbers', names: absent.filter(isNumber) },
    { key: 'charts', names: absent.filter((name) => !isNumber(name)) },
  ] as const;
  const searches = (data?.items ?? []).filter(({ id }) => !there.has(`search:${id}`));
  return (
    <Menu position="bottom-end" shadow="md" width={280} withinPortal closeOnItemClick={false}>
      <Menu.Target>
        <Button size="sm" variant="default" leftSection={<IconPlus size={16} aria-hidden />}>
          {t('add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="60vh" style={{ overflowY: 'auto' }}>
        {groups.map(({ key, names }) => [
          names.length > 0 && <Menu.Label key={key}>{t(`groups.${key}`)}</Menu.Label>,
          ...names.map((name) => (
            <Menu.Item key={name} onClick={() => onAdd(name)}>
              {t(`titles.${name}`)}
            </Menu.Item>
          )),
        ])}
        <Menu.Label>{t('groups.searches')}</Menu.Label>
        {searches.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => onAdd(`search:${id}`)}>
            <SafeText value={name} />
          </Menu.Item>
        ))}
        {searches.length === 0 && <Menu.Item disabled>{t('noSearches')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
