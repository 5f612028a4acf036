import { Autocomplete, Button, Pagination, TextInput } from '@mantine/core';
import { IconHistoryOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  AUDIT_PAGE,
  type AuditEvent,
  type AuditFilter,
  auditExportUrl,
  auditNamesQuery,
  auditQuery,
} from '../../api/queries/admin.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import { ExportMenu } from '../../table/export-menu.tsx';
import type { Search } from '../../table/table-state.ts';
import { DateField } from '../../ui/date-field.tsx';
import { NotLoaded } from '../../ui/not-loaded.tsx';
import { StatePanel } from '../../ui/state-panel.tsx';
import { AdminPage } from '../admin-page.tsx';
import card from '../card.module.css';
import classes from './audit-page.module.css';
import { AuditRow } from './audit-row.tsx';
import { useDictionary } from './use-dictionary.ts';

const fields = ['actor', 'action', 'target', 'q', 'from', 'to'] as const;
const NONE: readonly AuditEvent[] = [];
/** Until typing has ended. Milliseconds. */
const PAUSE_MS = 300;

/** Who did what, when and from where, with what it was before and after. */
export function AuditPage() {
  const { t } = useTranslation('admin');
  const counted = useCounted('admin');
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const filter = Object.fromEntries(fields.map((name) => [name, search[name] ?? ''])) as AuditFilter; // safe: those fields
  const page = Math.max(1, Number(search.page) || 1);
  const query = useQuery(auditQuery(filter, page));
  const names = useQuery(auditNamesQuery);
  const ask = (next: AuditFilter, wanted = 1) => {
    const given = Object.entries(next).filter(([, text]) => text !== '');
    const address = { ...Object.fromEntries(given), ...(wanted === 1 ? {} : { page: String(wanted) }) };
    void navigate({ to: '/administration/audit', search: address, replace: true });
  };
  const words = useDictionary(query.data?.items ?? NONE);
  const total = query.data?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / AUDIT_PAGE));
  const isFiltered = fields.some((name) => filter[name] !== '');
  return (
    <AdminPage
      title={t('audit.title')}
      lead={t('audit.lead')}
      actions={<ExportMenu hint={t('audit.exported')} hrefOf={(format) => auditExportUrl(filter, format)} />}
    >
      <AuditFilters filter={filter} names={names.data} onFilter={ask} />
      <NotLoaded query={query} height={360} />
      {query.data !== undefined && total === 0 && (
        <StatePanel
          icon={<IconHistoryOff size={28} />}
          title={t('audit.empty')}
          role="status"
          action={
            isFiltered && (
              <Button variant="default" onClick={() => void navigate({ to: '/administration/audit', search: {} })}>
                {t('audit.clear')}
              </Button>
            )
          }
        >
          <p>{isFiltered ? t('audit.emptyFiltered') : t('audit.emptyText')}</p>
        </StatePanel>
      )}
      {query.data !== undefined && total > 0 && (
        <div className={card.card}>
          <div className={card.scroll}>
            <table className={`${card.table} ${card.stacked}`}>
              <thead>
                <tr>
                  <th>{t('audit.when')}</th>
                  <th>{t('audit.who')}</th>
                  <th>{t('audit.what')}</th>
                  <th>{t('audit.object')}</th>
                  <th>{t('audit.change')}</th>
                </tr>
              </thead>
              <tbody>
                {query.data.items.map((event) => (
                  <AuditRow
                    key={event.id}
                    event={event}
                    words={words}
                    onFilter={(part) => ask({ ...filter, ...part })}
                  />
                ))}
              </tbody>
            </table>
          </div>
          <div className={card.foot}>
            <span className={card.small} role="status">
              {counted('audit.total', total)}
            </span>
            {pages > 1 && (
              <Pagination size="sm" total={pages} value={page} onChange={(wanted) => ask(filter, wanted)} />
            )}
          </div>
        </div>
      )}
    </AdminPage>
  );
}

type AuditFiltersProps = {
  readonly filter: AuditFilter;
  readonly names: { readonly actors: readonly string[]; readonly actions: readonly string[] } | undefined;
  readonly onFilter: (filter: AuditFilter) => void;
};

function AuditFilters({ filter, names, onFilter }: AuditFiltersProps) {
  const { t } = useTranslation('admin');
  const [typed, setTyped] = useState(filter);
  const address = JSON.stringify(filter);
  // The address changed by a link or the way back: it counts.
  useEffect(() => setTyped(JSON.parse(address) as AuditFilter), [address]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed counts when typing has ended
  useEffect(() => {
    if (JSON.stringify(typed) === address) return;
    const timer = window.setTimeout(() => onFilter(typed), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [typed]);
  const set = (part: Partial<AuditFilter>) => setTyped((before) => ({ ...before, ...part }));
  const subjects = [...new Set((names?.actions ?? []).map((name) => name.split('.')[0] ?? name))];
  const actions = [...new Set([...subjects, ...(names?.actions ?? [])])].toSorted();
  return (
    <search className={classes.filters}>
      <Autocomplete
        label={t('audit.who')}
        data={[...(names?.actors ?? [])]}
        value={typed.actor}
        onChange={(actor) => set({ actor })}
        limit={50}
      />
      <Autocomplete
        label={t('audit.what')}
        data={actions}
        value={typed.action}
        onChange={(action) => set({ action })}
        limit={100}
      />
      <TextInput
        label={t('audit.object')}
        placeholder={t('audit.objectExample')}
        value={typed.target}
        onChange={(event) => set({ target: event.currentTarget.value })}
      />
      <TextInput label={t('audit.text')} value={typed.q} onChange={(event) => set({ q: event.currentTarget.value })} />
      <DateField label={t('audit.from')} value={typed.from} onChange={(from) => set({ from })} />
      <DateField label={t('audit.to')} value={typed.to} onChange={(to) => set({ to })} />
    </search>
  );
}
