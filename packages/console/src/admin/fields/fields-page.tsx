import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AdminField, fieldDefinitionsQuery, fieldUsageQuery } from '../../api/queries/admin.ts';
import { NotLoaded } from '../../ui/not-loaded.tsx';
import { AdminPage } from '../admin-page.tsx';
import card from '../card.module.css';
import { useAdminDataTabs } from '../use-tabs.ts';
import { FieldDelete } from './field-delete.tsx';
import { FieldForm } from './field-form.tsx';
import { FieldList } from './field-list.tsx';

type Open = { readonly kind: 'new' } | { readonly kind: 'edit' | 'delete'; readonly field: AdminField };

/** The definitions of the administrative data. */
export function FieldsPage() {
  const { t } = useTranslation('admin');
  const tabs = useAdminDataTabs();
  const query = useQuery(fieldDefinitionsQuery);
  const usage = useQuery(fieldUsageQuery);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const usageOf = (field: AdminField) => usage.data?.items.find(({ fieldId }) => fieldId === field.id);
  return (
    <AdminPage
      title={t('fields.title')}
      lead={t('fields.lead')}
      {...tabs}
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen({ kind: 'new' })}>
          {t('fields.add')}
        </Button>
      }
    >
      <NotLoaded query={query} height={220} />
      {query.data !== undefined && (
        <>
          <FieldList
            fields={query.data.items}
            usageOf={usageOf}
            onEdit={(field) => setOpen({ kind: 'edit', field })}
            onDelete={(field) => setOpen({ kind: 'delete', field })}
          />
          <p className={card.hint}>{t('fields.tagHint')}</p>
        </>
      )}
      {open !== null && open.kind !== 'delete' && (
        <FieldForm
          field={open.kind === 'edit' ? open.field : null}
          fields={query.data?.items ?? []}
          usage={open.kind === 'edit' ? usageOf(open.field) : undefined}
          onClose={close}
        />
      )}
      {open?.kind === 'delete' && <FieldDelete field={open.field} usage={usageOf(open.field)} onClose={close} />}
    </AdminPage>
  );
}
