import { Button, Menu } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconArrowsDiff,
  IconChevronDown,
  IconDownload,
  IconPrinter,
  IconQrcode,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { archiveAsset, bomUrl, deleteAsset, restoreAsset, wakeAsset } from '../../api/machine-actions.ts';
import { inventoryUrl } from '../../api/queries/fleet.ts';
import type { Asset } from '../../api/types.ts';
import { displayText } from '../../format/display-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { notifyDone, notifyFailure, notifyUndo } from '../../ui/undo-toast.tsx';
import classes from './machine-actions.module.css';

const ICON = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** What can be done with one machine. */
export function MachineActions({ asset }: { readonly asset: Asset }) {
  const { t } = useTranslation('machine');
  const [isDeleting, setDeleting] = useState(false);
  const toView = (tab: string) => ({
    to: '/computers/$computerId/{-$tab}' as const,
    params: { computerId: String(asset.id), tab },
    search: {},
  });
  const archiving = useArchiving(asset);
  const waking = useMutation({
    mutationFn: () => wakeAsset(asset.id),
    onSuccess: (address) => notifyDone(t('actions.asked', { address })),
    onError: notifyFailure,
  });
  return (
    <div className={classes.actions}>
      <Button
        variant="default"
        size="sm"
        leftSection={<IconRefresh {...ICON} />}
        loading={waking.isPending}
        title={t('actions.wakeHint')}
        onClick={() => waking.mutate()}
      >
        {t('actions.wake')}
      </Button>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button variant="default" size="sm" rightSection={<IconChevronDown {...ICON} size={14} />}>
            {t('actions.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPrinter {...ICON} />}
            renderRoot={(props) => <Link {...props} {...toView('all')} />}
          >
            {t('actions.showAll')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconQrcode {...ICON} />}
            renderRoot={(props) => <Link {...props} {...toView('label')} />}
          >
            {t('actions.label')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowsDiff {...ICON} />}
            renderRoot={(props) => <Link {...props} to="/compare" search={{ a: String(asset.id) }} />}
          >
            {t('actions.compare')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('actions.export')}</Menu.Label>
          <Menu.Item
            leftSection={<IconDownload {...ICON} />}
            component="a"
            href={inventoryUrl(asset.id, 'xml')}
            download
          >
            {t('actions.xml')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDownload {...ICON} />}
            component="a"
            href={inventoryUrl(asset.id, 'json')}
            download
          >
            {t('actions.json')}
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload {...ICON} />} component="a" href={bomUrl(asset.id)} download>
            {t('actions.bom')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={asset.archivedAt === null ? <IconArchive {...ICON} /> : <IconArchiveOff {...ICON} />}
            onClick={() => archiving.mutate()}
          >
            {asset.archivedAt === null ? t('actions.archive') : t('actions.restore')}
          </Menu.Item>
          <Menu.Item
            c="var(--mantine-color-error)"
            leftSection={<IconTrash {...ICON} />}
            onClick={() => setDeleting(true)}
          >
            {t('actions.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <DeleteDialog asset={asset} opened={isDeleting} onClose={() => setDeleting(false)} />
    </div>
  );
}

function useArchiving({ id, archivedAt }: Asset) {
  const { t } = useTranslation('machine');
  const queries = useQueryClient();
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: ['asset', id] });
    await queries.invalidateQueries({ queryKey: ['assets'] });
  };
  const [there, back] = archivedAt === null ? [archiveAsset, restoreAsset] : [restoreAsset, archiveAsset];
  return useMutation({
    mutationFn: () => there(id),
    onSuccess: async () => {
      await refresh();
      notifyUndo({
        message: archivedAt === null ? t('actions.archived') : t('actions.restored'),
        undo: () => back(id).then(refresh),
      });
    },
    onError: notifyFailure,
  });
}

function DeleteDialog({ asset, opened, onClose }: { asset: Asset; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('machine');
  const { t: shell } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const name = displayText(asset.name) || shell('computer.unnamed');
  const deleting = useMutation({
    mutationFn: () => deleteAsset(asset.id),
    onSuccess: async () => {
      await navigate({ to: '/computers', search: {} });
      queries.removeQueries({ queryKey: ['asset', asset.id] });
      await queries.invalidateQueries({ queryKey: ['assets'] });
      notifyDone(t('actions.deleted', { name }));
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={() => {
        deleting.reset();
        onClose();
      }}
      onConfirm={() => deleting.mutate()}
      title={t('actions.deleteTitle', { name })}
      consequence={t('actions.deleteConsequence')}
      confirmLabel={t('actions.deleteConfirm')}
      isDangerous
      isPending={deleting.isPending}
      error={deleting.error}
    >
      {t('actions.deleteText')}
    </ConfirmDialog>
  );
}
