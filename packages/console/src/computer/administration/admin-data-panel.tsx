import { Skeleton, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminField } from '../../api/machine-types.ts';
import { adminDataQuery, adminFieldsQuery } from '../../api/queries/machine.ts';
import { Failure } from '../../ui/failure.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import { Panel } from '../panel.tsx';
import classes from './admin-data-panel.module.css';
import { AdminFieldRow } from './admin-field-row.tsx';

/** TAG and the fields that administrators defined, each changed where it stands. */
export function AdminDataPanel({ assetId }: { readonly assetId: number }) {
  const { t } = useTranslation('machine');
  const fields = useQuery(adminFieldsQuery);
  const values = useQuery(adminDataQuery(assetId));
  const { data } = values;
  const error = fields.error ?? values.error;
  return (
    <Panel id="administrative-data" title={t('admin.title')} hint={t('admin.hint')}>
      {data === undefined && error === null && <Skeleton height={160} />}
      {data === undefined && error !== null && <Failure error={error} onRetry={() => void values.refetch()} />}
      {data !== undefined && fields.data !== undefined && (
        <div className={classes.fields}>
          {byTab(fields.data).map(({ tab, fields: inTab }) => (
            <Fragment key={tab}>
              {tab !== '' && (
                <Title order={3} size="0.85rem" className={classes.tab}>
                  <SafeText value={tab} />
                </Title>
              )}
              <dl className={classes.list}>
                {inTab.map((field) => (
                  <AdminFieldRow key={field.id} assetId={assetId} field={field} data={data} />
                ))}
              </dl>
            </Fragment>
          ))}
        </div>
      )}
    </Panel>
  );
}

/** Fields under their headings, in their order; those that forms do not ask for are left out. */
function byTab(fields: readonly AdminField[]): { tab: string; fields: AdminField[] }[] {
  const tabs = new Map<string, AdminField[]>();
  for (const field of fields) {
    if (!field.onForms) continue;
    tabs.set(field.tab, [...(tabs.get(field.tab) ?? []), field]);
  }
  return [...tabs].map(([tab, inTab]) => ({ tab, fields: inTab }));
}
