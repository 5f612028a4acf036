import { ActionIcon, Button, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconPencil, IconPlus, IconTableOptions, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  createRegistryQuery,
  deleteRegistryQuery,
  type RegistryQuery,
  registryQueriesQuery,
  settingsQuery,
} from '../../api/queries/admin.ts';
import type { Search } from '../../table/table-state.ts';
import { NotLoaded } from '../../ui/not-loaded.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import { StatePanel } from '../../ui/state-panel.tsx';
import { notifyFailure, notifyUndo } from '../../ui/undo-toast.tsx';
import { AdminPage } from '../admin-page.tsx';
import card from '../card.module.css';
import { RegistryForm } from './registry-form.tsx';
import { RegistryResults } from './registry-results.tsx';

/** What Windows machines are asked about their registry, and what they answered. */
export function RegistryPage() {
  const { t } = useTranslation('admin');
  const query = useQuery(registryQueriesQuery);
  const settings = useQuery(settingsQuery);
  const navigate = useNavigate();
  const { query: chosen = '' }: Search = useSearch({ strict: false });
  const [form, setForm] = useState<RegistryQuery | 'new' | null>(null);
  const isOff = settings.data?.items.find(({ name }) => name === 'REGISTRY')?.value === false;
  const items = query.data?.items ?? [];
  const shown = items.find(({ id }) => String(id) === chosen);
  const show = (id: number | null) =>
    void navigate({
      to: '/administration/registry-queries',
      search: id === null ? {} : { query: String(id) },
      replace: true,
    });
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setForm('new')}>
      {t('registry.add')}
    </Button>
  );
  return (
    <AdminPage title={t('registry.title')} lead={t('registry.lead')} actions={add}>
      {isOff && (
        <div className={card.notice} role="status">
          <strong>{t('registry.off')}</strong>
          <Link to="/administration/settings" search={{ setting: 'REGISTRY' }}>
            {t('registry.offLink')}
          </Link>
        </div>
      )}
      <NotLoaded query={query} height={200} />
      {query.data !== undefined && items.length === 0 && (
        <StatePanel icon={<IconTableOptions size={28} />} title={t('registry.empty')} action={add}>
          <p>{t('registry.emptyText')}</p>
        </StatePanel>
      )}
      {items.length > 0 && (
        <div className={`${card.card} ${card.scroll}`}>
          <table className={`${card.table} ${card.stacked}`}>
            <thead>
              <tr>
                <th>{t('registry.name')}</th>
                <th>{t('registry.key')}</th>
                <th>{t('registry.value')}</th>
                <th>
                  <VisuallyHidden>{t('actions')}</VisuallyHidden>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <RegistryRow
                  key={item.id}
                  item={item}
                  isShown={item === shown}
                  onShow={() => show(item === shown ? null : item.id)}
                  onEdit={() => setForm(item)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown !== undefined && <RegistryResults key={shown.id} query={shown} />}
      {form !== null && <RegistryForm query={form === 'new' ? null : form} onClose={() => setForm(null)} />}
    </AdminPage>
  );
}

type RegistryRowProps = {
  readonly item: RegistryQuery;
  readonly isShown: boolean;
  readonly onShow: () => void;
  readonly onEdit: () => void;
};

function RegistryRow({ item, isShown, onShow, onEdit }: RegistryRowProps) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: registryQueriesQuery.queryKey });
  const { id, name, tree, treeName, key, value } = item;
  const remove = useMutation({
    mutationFn: () => deleteRegistryQuery(id),
    onSuccess: () =>
      notifyUndo({
        message: t('registry.removed', { name }),
        // Answers are told by the name of the question: they are there again.
        undo: async () => {
          await createRegistryQuery({ name, tree, key, value });
          await refresh();
        },
      }),
    onError: notifyFailure,
    onSettled: refresh,
  });
  return (
    <tr data-link>
      <td>
        <button type="button" className={card.plain} aria-expanded={isShown} onClick={onShow}>
          <SafeText value={name} />
        </button>
      </td>
      <td className={card.mono}>
        {treeName}\<SafeText value={key} wrap />
      </td>
      <td className={card.mono}>{value === '*' ? t('registry.all') : <SafeText value={value} />}</td>
      <td className={card.tools}>
        <Tooltip label={t('edit')}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('registry.edit', { name })} onClick={onEdit}>
            <IconPencil size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('delete')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('registry.remove', { name })}
            loading={remove.isPending}
            onClick={() => remove.mutate()}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </td>
    </tr>
  );
}
