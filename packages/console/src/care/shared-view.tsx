import { Button, Group } from '@mantine/core';
import { IconArrowsJoin2, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DuplicateMethod } from '../api/care.ts';
import { duplicateGroupsQuery, duplicateSummaryQuery } from '../api/queries/care.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { NotLoaded } from '../ui/not-loaded.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { DuplicateGroupCard } from './duplicate-group-card.tsx';
import classes from './duplicates-page.module.css';
import { MergeManyDialog } from './merge-many-dialog.tsx';
import { MethodPicker } from './method-picker.tsx';
import { newestOf } from './newest-of.ts';
import { PagePicker } from './page-picker.tsx';

const PAGE = 20;

/** Records that have identifying values in common, by what they have in common. */
export function SharedView() {
  const { t } = useTranslation('care');
  const counted = useCounted('care');
  const navigate = useNavigate();
  const search: Record<string, string> = useSearch({ strict: false });
  const summary = useQuery(duplicateSummaryQuery);
  const found = summary.data?.find(({ method }) => method === search.method);
  const method: DuplicateMethod =
    found?.method ?? summary.data?.find(({ groups }) => groups > 0)?.method ?? 'name+serial';
  const page = Math.max(1, Number(search.page) || 1);
  const groups = useQuery({
    ...duplicateGroupsQuery(method, { limit: PAGE, offset: (page - 1) * PAGE }),
    enabled: summary.data !== undefined,
  });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isMerging, setIsMerging] = useState(false);

  if (summary.data === undefined) return <NotLoaded query={summary} height={320} />;
  const go = (next: { method?: string; page?: string }) => {
    setChosen(new Set());
    const kept: Record<string, string> = { method, ...(next.page === undefined ? {} : { page: next.page }), ...next };
    void navigate({ to: '/duplicates', search: kept });
  };
  const items = groups.data?.items ?? [];
  const keyOf = (values: readonly string[]) => JSON.stringify(values);
  const orders = items
    .filter(({ values }) => chosen.has(keyOf(values)))
    .map(({ assets }) => {
      const survivorId = newestOf(assets);
      return { survivorId, mergedIds: assets.map(({ id }) => id).filter((id) => id !== survivorId) };
    });

  return (
    <>
      <p className={classes.lead}>{t('shared.lead')}</p>
      <MethodPicker items={summary.data} value={method} onChange={(next) => go({ method: next })} />
      <NotLoaded query={groups} height={200} />
      {groups.data !== undefined && groups.data.total === 0 && (
        <StatePanel icon={<IconCircleCheck size={28} />} title={t('shared.emptyTitle')}>
          <p>{t('shared.emptyText')}</p>
        </StatePanel>
      )}
      {items.length > 0 && (
        <div aria-busy={groups.isPlaceholderData || undefined}>
          <Group justify="space-between" mb="xs" gap="sm">
            <span>{counted('shared.groups', groups.data?.total ?? 0)}</span>
            <Group gap="sm">
              <Button
                variant="default"
                size="compact-md"
                onClick={() =>
                  setChosen(chosen.size > 0 ? new Set() : new Set(items.map(({ values }) => keyOf(values))))
                }
              >
                {t(chosen.size > 0 ? 'shared.chooseNone' : 'shared.chooseAll')}
              </Button>
              <Button
                size="compact-md"
                leftSection={<IconArrowsJoin2 size={16} aria-hidden />}
                disabled={orders.length === 0}
                onClick={() => setIsMerging(true)}
              >
                {orders.length === 0 ? t('shared.mergeNone') : counted('shared.mergeChosen', orders.length)}
              </Button>
            </Group>
          </Group>
          {items.map((group, i) => (
            <DuplicateGroupCard
              key={keyOf(group.values)}
              group={group}
              method={method}
              startsOpen={i === 0}
              isChosen={chosen.has(keyOf(group.values))}
              onChoose={(isChosen) => {
                const next = new Set(chosen);
                if (isChosen) next.add(keyOf(group.values));
                else next.delete(keyOf(group.values));
                setChosen(next);
              }}
            />
          ))}
          <PagePicker
            page={page}
            size={PAGE}
            total={groups.data?.total ?? 0}
            onChange={(next) => go({ page: String(next) })}
          />
        </div>
      )}
      {isMerging && (
        <MergeManyDialog
          orders={orders}
          onClose={() => {
            setIsMerging(false);
            setChosen(new Set());
          }}
        />
      )}
    </>
  );
}
