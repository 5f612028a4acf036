import { Badge, Button, Skeleton, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupSettingsQuery, resetGroupSetting, setGroupSetting } from '../api/queries/groups.ts';
import type { AssetGroup, GroupSetting } from '../api/types.ts';
import { useFormat } from '../i18n/use-format.ts';
import { Failure } from '../ui/failure.tsx';
import { notifyFailure, notifyUndo } from '../ui/undo-toast.tsx';
import classes from './groups.module.css';
import { SettingDialog } from './setting-dialog.tsx';

/** What the machines of a group have of their own, and where each value comes from. */
export function GroupSettings({ group }: { readonly group: AssetGroup }) {
  const { t } = useTranslation('query');
  const { language } = useFormat();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(groupSettingsQuery(group.id));
  const [editing, setEditing] = useState<GroupSetting | null>(null);
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['group', group.id] }),
      queries.invalidateQueries({ queryKey: ['groups'] }),
    ]);
  const resetting = useMutation({
    mutationFn: ({ name }: GroupSetting) => resetGroupSetting(group.id, name),
    onSuccess: async (_, { name, own }) => {
      await refresh();
      notifyUndo({
        message: t('groups.settingReset', { name }),
        undo: async () => {
          if (own !== null) await setGroupSetting(group.id, name, own);
          await refresh();
        },
      });
    },
    onError: notifyFailure,
  });
  if (data === undefined) {
    return error === null ? <Skeleton h={240} radius="md" /> : <Failure error={error} onRetry={() => void refetch()} />;
  }
  return (
    <>
      <section className={classes.frame} aria-label={t('groups.tabSettings')}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('groups.setting')}</th>
              <th scope="col">{t('groups.inForce')}</th>
              <th scope="col">{t('groups.origin')}</th>
              <th scope="col">{t('groups.own')}</th>
            </tr>
          </thead>
          <tbody>
            {data.map((setting) => (
              <tr key={setting.name} data-own={setting.own !== null || undefined}>
                <th scope="row">
                  <span className={classes.settingName}>{setting.name}</span>
                  <Text size="xs" c="dimmed" className={classes.meaning}>
                    {setting.meaning[language]}
                  </Text>
                </th>
                <td>
                  <SettingValue setting={setting} value={setting.value} />
                </td>
                <td>
                  <Origin setting={setting} />
                </td>
                <td className={classes.own}>
                  <Button size="compact-sm" variant="default" onClick={() => setEditing(setting)}>
                    {setting.own === null ? t('groups.setOwn') : t('groups.changeOwn')}
                  </Button>
                  {setting.own !== null && (
                    <Button size="compact-sm" variant="subtle" onClick={() => resetting.mutate(setting)}>
                      {t('groups.resetOwn')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <SettingDialog setting={editing} onClose={() => setEditing(null)} groupId={group.id} onSaved={refresh} />
    </>
  );
}

function Origin({ setting }: { readonly setting: GroupSetting }) {
  const { t } = useTranslation('query');
  const format = useFormat();
  if (setting.origin === 'group') {
    const when = setting.changedAt === null ? '' : format.moment(setting.changedAt);
    return (
      <Badge variant="light" tt="none" fw={550} title={[setting.changedBy, when].filter(Boolean).join(' · ')}>
        {t('groups.originGroup')}
      </Badge>
    );
  }
  return <span>{setting.origin === 'global' ? t('groups.originGlobal') : t('groups.originDefault')}</span>;
}

export function SettingValue({
  setting,
  value,
}: {
  readonly setting: GroupSetting;
  readonly value: GroupSetting['value'];
}) {
  const { t } = useTranslation('query');
  const format = useFormat();
  if (typeof value === 'boolean') return <span>{value ? t('groups.yes') : t('groups.no')}</span>;
  if (typeof value === 'number') {
    const unit = setting.unit === null ? '' : t(`groups.units.${setting.unit as 'hours'}`);
    return <span>{[format.number(value), unit].filter(Boolean).join('\u00a0')}</span>;
  }
  return <span>{typeof value === 'string' ? value : value.join(', ')}</span>;
}
