import { Menu } from '@mantine/core';
import {
  IconAdjustmentsHorizontal,
  IconApi,
  IconFileDownload,
  IconLayoutDashboard,
  IconLink,
  IconListSearch,
  IconPencil,
  IconTrash,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { deleteStoredSearch, restoreStoredSearch } from '../api/queries/search.ts';
import type { StoredSearch } from '../api/types.ts';
import { EXPORT_FORMATS } from '../format/export-formats.ts';
import { MENU_ICON, RowMenu } from '../table/row-menu.tsx';
import { AppLink } from '../ui/app-link.tsx';
import { copyText } from '../ui/copy-text.ts';
import { notifyDone, notifyFailure, notifyUndo } from '../ui/undo-toast.tsx';
import { apiCall, builderHref, exportHref, listHref, newGroupHref } from './search-links.ts';
import { useDashboardTile } from './use-dashboard-tile.ts';

type SearchMenuProps = { readonly search: StoredSearch; readonly query: string; readonly onEdit: () => void };

/** What can be done with a search that is kept. */
export function SearchMenu({ search, query, onEdit }: SearchMenuProps) {
  const { t } = useTranslation('query');
  const queries = useQueryClient();
  const tile = useDashboardTile(search.id);
  // A tile of the dashboard may show it, and its menu offers it.
  const refresh = () =>
    Promise.all(['searches', 'dashboard'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  const removing = useMutation({
    mutationFn: () => deleteStoredSearch(search.id),
    onSuccess: async () => {
      await refresh();
      notifyUndo({
        message: t('saved.deleted', { name: search.name }),
        undo: () => restoreStoredSearch(search.id).then(refresh),
      });
    },
    onError: notifyFailure,
  });
  const copy = async (text: string) => {
    if (await copyText(text)) notifyDone(t('saved.copied'));
  };
  return (
    <RowMenu label={t('saved.actions', { name: search.name })} width={260}>
      <Menu.Item component={AppLink} href={listHref(query)} leftSection={<IconListSearch {...MENU_ICON} />}>
        {t('saved.open')}
      </Menu.Item>
      <Menu.Item
        component={AppLink}
        href={builderHref(query)}
        leftSection={<IconAdjustmentsHorizontal {...MENU_ICON} />}
      >
        {t('saved.build')}
      </Menu.Item>
      <Menu.Item component={AppLink} href={newGroupHref(query)} leftSection={<IconUsersGroup {...MENU_ICON} />}>
        {t('saved.makeGroup')}
      </Menu.Item>
      <Menu.Item
        disabled={tile.isThere}
        leftSection={<IconLayoutDashboard {...MENU_ICON} />}
        onClick={() => {
          tile.add();
          notifyDone(t('saved.tileAdded', { name: search.name }));
        }}
      >
        {t('saved.addTile')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconLink {...MENU_ICON} />}
        onClick={() => void copy(`${window.location.origin}${listHref(query)}`)}
      >
        {t('saved.copyLink')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconApi {...MENU_ICON} />}
        onClick={() => void copy(apiCall(window.location.origin, query))}
      >
        {t('saved.copyApi')}
      </Menu.Item>
      {EXPORT_FORMATS.map((format) => (
        <Menu.Item
          key={format}
          component="a"
          href={exportHref(query, format)}
          download
          leftSection={<IconFileDownload {...MENU_ICON} />}
        >
          {t('saved.exportAs', { format: format.toUpperCase() })}
        </Menu.Item>
      ))}
      {search.own && (
        <>
          <Menu.Divider />
          <Menu.Item leftSection={<IconPencil {...MENU_ICON} />} onClick={onEdit}>
            {t('saved.edit')}
          </Menu.Item>
          <Menu.Item
            c="var(--mantine-color-error)"
            leftSection={<IconTrash {...MENU_ICON} />}
            onClick={() => removing.mutate()}
          >
            {t('saved.delete')}
          </Menu.Item>
        </>
      )}
    </RowMenu>
  );
}
