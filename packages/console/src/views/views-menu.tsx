import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconLink, IconStar, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isEditConflict } from '../api/api-error.ts';
import { usePreference } from '../api/preferences.ts';
import { createView, deleteView, updateView, viewListQuery } from '../api/queries/views.ts';
import type { ListView } from '../api/types.ts';
import { copyText } from '../ui/copy-text.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { SafeText } from '../ui/safe-text.tsx';
import { notifyDone, notifyFailure, notifyUndo } from '../ui/undo-toast.tsx';
import classes from './views-menu.module.css';

const SaveViewDialog = lazyPart(async () => ({ default: (await import('./save-view-dialog.tsx')).SaveViewDialog }));
const ViewConflict = lazyPart(async () => ({ default: (await import('./view-conflict.tsx')).ViewConflict }));

type ViewsMenuProps = {
  /** Which list they are of. */
  readonly table: string;
  /** The one that is looked through. */
  readonly current: number | null;
  /** What would be kept now. */
  readonly state: ListView['state'];
  /** Makes an address that shows the same to everybody. */
  readonly link: () => string;
  /** Null: the list as it is without a view. */
  readonly onOpen: (view: ListView | null) => void;
  /** What the list without a view is called. */
  readonly whole: string;
  /** Further entries of the menu. */
  readonly children?: ReactNode;
};

/** The saved views of a list: to look through, save, share, and begin with. */
export function ViewsMenu({ table, current, state, link, onOpen, whole, children }: ViewsMenuProps) {
  const { t } = useTranslation('lists');
  const queries = useQueryClient();
  const { data: views = [] } = useQuery(viewListQuery(table));
  const [first, setFirst] = usePreference<number | null>(`view.${table}`, null);
  const [isSaving, setSaving] = useState(false);
  const shown = views.find(({ id }) => id === current);
  const [conflict, setConflict] = useState<number | null>(null);
  const inConflict = views.find(({ id }) => id === conflict);
  const seen = useSeen(shown);
  const refresh = () => queries.invalidateQueries({ queryKey: ['views'] });
  const title = shown?.name ?? whole;

  const overwrite = async (view: ListView) => {
    const { name, shared, state: before } = view;
    try {
      const saved = await updateView(view.id, { table, name, shared, state, updatedAt: seen.of(view) });
      const { updatedAt } = saved;
      seen.note(saved);
      await refresh();
      const undo = async () => {
        seen.note(await updateView(view.id, { table, name, shared, state: before, updatedAt }));
        await refresh();
      };
      notifyUndo({ message: t('views.saved', { name }), undo });
    } catch (error) {
      if (!isEditConflict(error)) return notifyFailure(error);
      await refresh();
      setConflict(view.id);
    }
  };
  const remove = async (view: ListView) => {
    const { name, shared, state: before } = view;
    try {
      await deleteView(view.id);
      await refresh();
      if (view.id === current) onOpen(null);
      const undo = () => createView({ table, name, shared, state: before }).then(refresh);
      notifyUndo({ message: t('views.deleted', { name }), undo });
    } catch (error) {
      notifyFailure(error);
    }
  };
  const open = (view: ListView) => {
    seen.note(view);
    onOpen(view);
  };
  const copyLink = async () => {
    if (await copyText(link())) notifyDone(t('views.linkCopied'));
  };

  return (
    <>
      <Menu position="bottom-start" shadow="md" withinPortal width={300}>
        <Menu.Target>
          <Button
            variant="default"
            size="sm"
            h={34}
            className={classes.target}
            aria-label={t('views.label', { name: title })}
            rightSection={<IconChevronDown size={14} stroke={1.75} aria-hidden />}
          >
            <SafeText value={title} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes.dropdown}>
          <ViewItem name={whole} isCurrent={shown === undefined} onOpen={() => onOpen(null)} />
          {views.map((view) => (
            <ViewItem
              key={view.id}
              name={view.name}
              note={view.own ? (view.shared ? t('views.shared') : '') : view.owner}
              isCurrent={view.id === current}
              isFirst={view.id === first}
              onOpen={() => open(view)}
            />
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setSaving(true)}>{t('views.save')}</Menu.Item>
          {shown?.own === true && (
            <Menu.Item onClick={() => void overwrite(shown)}>{t('views.overwrite', { name: shown.name })}</Menu.Item>
          )}
          {shown !== undefined && shown.id !== first && (
            <Menu.Item
              leftSection={<IconStar size={15} stroke={1.75} aria-hidden />}
              onClick={() => setFirst(shown.id)}
            >
              {t('views.makeFirst', { name: shown.name })}
            </Menu.Item>
          )}
          {first !== null && <Menu.Item onClick={() => setFirst(null)}>{t('views.noFirst')}</Menu.Item>}
          {shown?.own === true && (
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={15} stroke={1.75} aria-hidden />}
              onClick={() => void remove(shown)}
            >
              {t('views.delete', { name: shown.name })}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconLink size={15} stroke={1.75} aria-hidden />} onClick={() => void copyLink()}>
            {t('views.copyLink')}
          </Menu.Item>
          {children}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {isSaving && (
          <SaveViewDialog
            table={table}
            state={state}
            onClose={() => setSaving(false)}
            onSaved={async (view) => {
              await refresh();
              open(view);
            }}
          />
        )}
        {inConflict !== undefined && (
          <ViewConflict
            view={inConflict}
            onKeepMine={() => {
              setConflict(null);
              seen.note(inConflict);
              void overwrite(inConflict);
            }}
            onTakeTheirs={() => {
              setConflict(null);
              open(inConflict);
            }}
            onGoOn={() => {
              setConflict(null);
              seen.note(inConflict);
            }}
          />
        )}
      </Suspense>
    </>
  );
}

/** When each view was changed last, as it was when it was opened here: the list of them may know of a later change. */
function useSeen(shown: ListView | undefined) {
  const moments = useRef(new Map<number, string>());
  useEffect(() => {
    // One that came with the address of the page.
    if (shown !== undefined && !moments.current.has(shown.id)) moments.current.set(shown.id, shown.updatedAt);
  }, [shown]);
  return {
    note: (view: ListView) => void moments.current.set(view.id, view.updatedAt),
    of: (view: ListView) => moments.current.get(view.id) ?? view.updatedAt,
  };
}

type ViewItemProps = {
  readonly name: string;
  readonly note?: string;
  readonly isCurrent: boolean;
  readonly isFirst?: boolean;
  readonly onOpen: () => void;
};

export function ViewItem({ name, note = '', isCurrent, isFirst = false, onOpen }: ViewItemProps) {
  const { t } = useTranslation('lists');
  return (
    <Menu.Item
      aria-current={isCurrent || undefined}
      leftSection={isCurrent ? <IconCheck size={15} stroke={2} aria-hidden /> : <span className={classes.gap} />}
      rightSection={
        <span className={classes.note}>
          {isFirst && <IconStar size={13} stroke={1.75} aria-label={t('views.isFirst')} role="img" />}
          {note !== '' && <SafeText value={note} />}
        </span>
      }
      onClick={onOpen}
    >
      <SafeText value={name} />
    </Menu.Item>
  );
}
