import { Anchor, Button, Skeleton, Tabs, Title } from '@mantine/core';
import { IconListSearch, IconPackages, IconPencil, IconRefresh, IconTrash, IconUsersGroup } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import { groupQuery, recalculateGroup } from '../api/queries/groups.ts';
import type { AssetGroup } from '../api/types.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { useFormat } from '../i18n/use-format.ts';
import { listHref } from '../search/search-links.ts';
import { useStoredQuery } from '../search/use-stored-query.ts';
import { BackLink } from '../shell/back-link.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import type { Search } from '../table/table-state.ts';
import { AppLink } from '../ui/app-link.tsx';
import { Failure } from '../ui/failure.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { notifyDone, notifyFailure } from '../ui/undo-toast.tsx';
import { DeleteGroup } from './delete-group.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { GroupMembers } from './group-members.tsx';
import classes from './group-page.module.css';
import { GroupSettings } from './group-settings.tsx';
import { GroupUses } from './group-uses.tsx';
import { KindBadge } from './kind-badge.tsx';

const TABS = ['members', 'settings', 'uses'] as const;

/** One group: who is in it, what it sets, what asks for it. */
export function GroupPage() {
  const { t } = useTranslation('query');
  const { groupId = '' } = useParams({ strict: false });
  const id = Number(groupId);
  const { data: group, error, refetch } = useQuery(groupQuery(id));
  usePageTitle(group?.name ?? t('groups.title'));
  if (group !== undefined) return <KnownGroup group={group} />;
  if (error === null) return <Skeleton h={180} radius="md" />;
  if (!(error instanceof ApiError) || (error.status !== 404 && error.status !== 400)) {
    return <Failure error={error} onRetry={() => void refetch()} />;
  }
  return (
    <StatePanel
      icon={<IconUsersGroup size={28} />}
      title={t('groups.notFound')}
      tone="failed"
      action={
        <Button component={AppLink} href="/groups">
          {t('groups.back')}
        </Button>
      }
    >
      <p>{t('groups.notFoundHint')}</p>
    </StatePanel>
  );
}

function KnownGroup({ group }: { readonly group: AssetGroup }) {
  const { t } = useTranslation('query');
  const format = useFormat();
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const tab = TABS.find((one) => one === search.tab) ?? 'members';
  const go = (next: string | null) =>
    void navigate({ to: '.', search: next === null || next === 'members' ? {} : { tab: next }, replace: true });
  return (
    <div className={classes.page}>
      <Head group={group} />
      <Tabs value={tab} onChange={go} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="members">{t('groups.tabMembers')}</Tabs.Tab>
          <Tabs.Tab value="settings" rightSection={group.settings > 0 ? format.number(group.settings) : null}>
            {t('groups.tabSettings')}
          </Tabs.Tab>
          <Tabs.Tab value="uses">{t('groups.tabUses')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="members" pt="md">
          <GroupMembers group={group} />
        </Tabs.Panel>
        <Tabs.Panel value="settings" pt="md">
          <GroupSettings group={group} />
        </Tabs.Panel>
        <Tabs.Panel value="uses" pt="md">
          <GroupUses group={group} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function Head({ group }: { readonly group: AssetGroup }) {
  const { t } = useTranslation('query');
  const counted = useCounted('query');
  const format = useFormat();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const textOf = useStoredQuery();
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  const recalculating = useMutation({
    mutationFn: () => recalculateGroup(group.id),
    onSuccess: async (now) => {
      await queries.invalidateQueries({ queryKey: ['group', group.id] });
      notifyDone(counted('groups.recalculated', now.members));
    },
    onError: notifyFailure,
  });
  return (
    <section className={classes.card}>
      <BackLink to="/groups">{t('groups.back')}</BackLink>
      <div className={classes.top}>
        <Title order={1} size="1.35rem" className={classes.title}>
          <SafeText value={group.name} wrap />
          <KindBadge kind={group.kind} />
        </Title>
        <div className={classes.buttons}>
          {group.kind === 'dynamic' && (
            <Button
              variant="default"
              leftSection={<IconRefresh size={16} aria-hidden />}
              loading={recalculating.isPending}
              onClick={() => recalculating.mutate()}
            >
              {t('groups.recalculate')}
            </Button>
          )}
          <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setOpen('edit')}>
            {t('groups.edit')}
          </Button>
          <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setOpen('delete')}>
            {t('groups.delete')}
          </Button>
        </div>
      </div>
      {group.description !== '' && (
        <p className={classes.description}>
          <SafeText value={group.description} wrap />
        </p>
      )}
      <dl className={classes.facts}>
        <dt>{t('groups.members')}</dt>
        <dd>
          {group.current ? format.number(group.members) : t('groups.computing')}{' '}
          <Anchor component={AppLink} href={listHref(`group:${group.id}`)} size="sm">
            <IconListSearch size={14} aria-hidden /> {t('groups.openList')}
          </Anchor>{' '}
          <Anchor component={AppLink} href={`/software?${new URLSearchParams({ group: group.name })}`} size="sm">
            <IconPackages size={14} aria-hidden /> {t('groups.software')}
          </Anchor>
        </dd>
        {group.tree !== null && (
          <>
            <dt>{t('groups.search')}</dt>
            <dd>
              <code>
                <SafeText value={textOf({ tree: group.tree })} wrap />
              </code>
            </dd>
          </>
        )}
        {group.evaluatedAt !== null && (
          <>
            <dt>{t('groups.evaluated')}</dt>
            <dd>
              <TimeAgo iso={group.evaluatedAt} />
            </dd>
          </>
        )}
        <dt>{t('groups.createdAt')}</dt>
        <dd>
          <TimeAgo iso={group.createdAt} /> · <SafeText value={group.createdBy} />
        </dd>
      </dl>
      <GroupDialog
        opened={open === 'edit'}
        onClose={() => setOpen(null)}
        group={group}
        query={null}
        onSaved={() => setOpen(null)}
      />
      <DeleteGroup
        opened={open === 'delete'}
        onClose={() => setOpen(null)}
        group={group}
        onDeleted={() => void navigate({ to: '/groups', search: {} })}
      />
    </section>
  );
}
