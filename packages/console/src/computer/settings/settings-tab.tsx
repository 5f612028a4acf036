import { Badge, Button, Checkbox } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isEditConflict } from '../../api/api-error.ts';
import { resetAssetSetting, setAssetSetting } from '../../api/machine-actions.ts';
import type { AssetSetting, SettingValue } from '../../api/machine-types.ts';
import { assetSettingsQuery } from '../../api/queries/machine.ts';
import type { Asset } from '../../api/types.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { EditConflict } from '../../ui/edit-conflict.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { NotLoaded } from '../../ui/not-loaded.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import { notifyFailure } from '../../ui/undo-toast.tsx';
import { Panel } from '../panel.tsx';
import { SettingInput } from './setting-input.tsx';
import classes from './settings-tab.module.css';
import { useShownSetting } from './use-shown-setting.ts';

/** What is in force for this machine, where each value comes from, and what it has of its own. */
export function SettingsTab({ asset }: { readonly asset: Asset }) {
  const { t } = useTranslation('machine');
  const query = useQuery(assetSettingsQuery(asset.id));
  const { data } = query;
  const [onlyOwn, setOnlyOwn] = useState(false);
  const hasOwn = data?.some(({ own }) => own !== null) ?? false;
  const shown = data?.filter(({ own }) => !(onlyOwn && hasOwn) || own !== null) ?? [];
  return (
    <Panel
      id="effective-settings"
      title={t('settings.title')}
      hint={t('settings.hint')}
      action={
        hasOwn && (
          <Checkbox
            size="xs"
            label={t('settings.onlyOwn')}
            checked={onlyOwn}
            onChange={(event) => setOnlyOwn(event.currentTarget.checked)}
          />
        )
      }
    >
      <NotLoaded query={query} height={240} />
      <ul className={classes.list}>
        {shown.map((setting) => (
          <SettingRow key={setting.name} assetId={asset.id} setting={setting} />
        ))}
      </ul>
    </Panel>
  );
}

function SettingRow({ assetId, setting }: { readonly assetId: number; readonly setting: AssetSetting }) {
  const { t } = useTranslation('machine');
  const { language } = useFormat();
  const shown = useShownSetting();
  const queries = useQueryClient();
  const [isEditing, setEditing] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: ['asset', assetId, 'settings'] });
  const resetting = useMutation({
    mutationFn: () => resetAssetSetting(assetId, setting.name),
    onSuccess: refresh,
    onError: notifyFailure,
  });
  return (
    <li className={classes.row} data-own={setting.own !== null || undefined}>
      <div className={classes.what}>
        <code>{setting.name}</code>
        {setting.served === 'later' && (
          <Badge size="xs" variant="default" tt="none" ml={6}>
            {t('settings.later')}
          </Badge>
        )}
        <p className={classes.meaning}>{setting.meaning[language]}</p>
      </div>
      <div className={classes.value}>
        {isEditing ? (
          <SettingEditor
            assetId={assetId}
            setting={setting}
            onDone={async () => {
              await refresh();
              setEditing(false);
            }}
            onCancel={() => setEditing(false)}
            onReload={refresh}
          />
        ) : (
          <>
            <span className={classes.shown}>{shown(setting, setting.value)}</span>
            <Origin setting={setting} />
            {setting.own !== null && JSON.stringify(setting.own) !== JSON.stringify(setting.value) && (
              <span className={classes.origin}>{t('settings.ownIs', { value: shown(setting, setting.own) })}</span>
            )}
            <span className={classes.buttons}>
              <Button
                size="compact-xs"
                variant="default"
                leftSection={<IconPencil size={12} aria-hidden />}
                aria-label={t('settings.changeOf', { name: setting.name })}
                onClick={() => setEditing(true)}
              >
                {t('settings.change')}
              </Button>
              {setting.own !== null && (
                <Button
                  size="compact-xs"
                  variant="default"
                  loading={resetting.isPending}
                  aria-label={t('settings.resetOf', { name: setting.name })}
                  onClick={() => resetting.mutate()}
                >
                  {t('settings.reset')}
                </Button>
              )}
            </span>
          </>
        )}
      </div>
    </li>
  );
}

function Origin({ setting }: { readonly setting: AssetSetting }) {
  const { t } = useTranslation('machine');
  if (setting.origin !== 'group' || setting.groupId === null)
    return <span className={classes.origin}>{t(`settings.origins.${setting.origin}`)}</span>;
  return (
    <span className={classes.origin}>
      {t('settings.origins.group')}{' '}
      <AppLink href={`/groups/${setting.groupId}`}>
        <SafeText value={setting.groupName ?? String(setting.groupId)} />
      </AppLink>
    </span>
  );
}

type EditorProps = {
  readonly assetId: number;
  readonly setting: AssetSetting;
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
  readonly onReload: () => Promise<void>;
};

function SettingEditor({ assetId, setting, onDone, onCancel, onReload }: EditorProps) {
  const { t } = useTranslation('machine');
  const { t: shell } = useTranslation();
  const [value, setValue] = useState<SettingValue | null>(setting.own ?? setting.value);
  const shown = useShownSetting();
  // What this edit began with: somebody else's change must not slip in under it.
  const [seen, setSeen] = useState(setting.own);
  const saving = useMutation({
    mutationFn: (change: { readonly value: SettingValue; readonly seen: SettingValue | null }) =>
      setAssetSetting(assetId, setting.name, change.value, change.seen),
    onSuccess: onDone,
    onError: (error) => (isEditConflict(error) ? onReload() : undefined),
  });
  const isConflict = isEditConflict(saving.error);
  const save = (expected: SettingValue | null) => value !== null && saving.mutate({ value, seen: expected });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save(seen);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !isConflict) onCancel();
      }}
    >
      <SettingInput setting={setting} value={value} onChange={setValue} />
      {!isConflict && <FormFailure error={saving.error} />}
      <EditConflict
        opened={isConflict}
        title={setting.name}
        who={setting.own === null ? undefined : (setting.changedBy ?? undefined)}
        when={setting.own === null ? undefined : (setting.changedAt ?? undefined)}
        differences={[
          {
            field: setting.name,
            theirs: setting.own === null ? '' : shown(setting, setting.own),
            mine: value === null ? '' : shown(setting, value),
          },
        ]}
        onKeepMine={() => save(setting.own)}
        onTakeTheirs={onCancel}
        onGoOn={() => {
          setSeen(setting.own);
          saving.reset();
        }}
        isPending={saving.isPending}
      />
      <span className={classes.buttons}>
        <Button size="compact-sm" type="submit" disabled={value === null} loading={saving.isPending}>
          {t('admin.save')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {shell('common.cancel')}
        </Button>
      </span>
    </form>
  );
}
