import { Badge, Button, Checkbox } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { resetAssetSetting, setAssetSetting } from '../../api/machine-actions.ts';
import type { AssetSetting, SettingValue } from '../../api/machine-types.ts';
import { assetSettingsQuery } from '../../api/queries/machine.ts';
import type { Asset } from '../../api/types.ts';
import { SaveConflict } from '../../editing/save-conflict.tsx';
import { useGuardedSave } from '../../editing/use-guarded-save.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { AppLink } from '../../ui/app-link.tsx';
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
};

function SettingEditor({ assetId, setting, onDone, onCancel }: EditorProps) {
  const { t } = useTranslation('machine');
  const { t: shell } = useTranslation();
  const queries = useQueryClient();
  const [value, setValue] = useState<SettingValue | null>(setting.own ?? setting.value);
  const shown = useShownSetting();
  const edit = useGuardedSave({
    stored: setting,
    send: (next: SettingValue, seen) => setAssetSetting(assetId, setting.name, next, seen.own),
    read: async () => {
      const stored = await queries.fetchQuery({ ...assetSettingsQuery(assetId), staleTime: 0 });
      return stored.find(({ name }) => name === setting.name);
    },
    onSaved: onDone,
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== null) edit.save(value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && edit.conflict === null) onCancel();
      }}
    >
      <SettingInput setting={setting} value={value} onChange={setValue} />
      <FormFailure error={edit.failure} />
      <SaveConflict
        edit={edit}
        title={setting.name}
        describe={(theirs, mine) => ({
          who: theirs.own === null ? null : theirs.changedBy,
          when: theirs.own === null ? null : theirs.changedAt,
          differences: [
            {
              field: setting.name,
              theirs: theirs.own === null ? '' : shown(theirs, theirs.own),
              mine: shown(theirs, mine),
            },
          ],
        })}
        onTakeTheirs={onCancel}
      />
      <span className={classes.buttons}>
        <Button size="compact-sm" type="submit" disabled={value === null} loading={edit.isPending}>
          {t('admin.save')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {shell('common.cancel')}
        </Button>
      </span>
    </form>
  );
}
