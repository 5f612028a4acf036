import { Modal, NativeSelect, NumberInput, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupSettingsQuery, setGroupSetting } from '../api/queries/groups.ts';
import type { GroupSetting } from '../api/types.ts';
import { SaveConflict } from '../editing/save-conflict.tsx';
import { useGuardedSave } from '../editing/use-guarded-save.ts';
import { useFormat } from '../i18n/use-format.ts';
import { FormButtons } from '../ui/form-buttons.tsx';
import { FormFailure } from '../ui/form-failure.tsx';
import { notifyDone } from '../ui/undo-toast.tsx';

type SettingDialogProps = {
  /** Null: nothing is changed, and there is no dialog. */
  readonly setting: GroupSetting | null;
  readonly groupId: number;
  readonly onClose: () => void;
  readonly onSaved: () => Promise<unknown>;
};

/** Gives a group a value of its own. What the server refuses is said here, with why. */
export function SettingDialog(props: SettingDialogProps) {
  const { t } = useTranslation('query');
  const { setting, onClose } = props;
  const title = setting === null ? '' : t('groups.settingTitle', { name: setting.name });
  return (
    <Modal
      opened={setting !== null}
      closeButtonProps={{ 'aria-label': t('builder.close') }}
      onClose={onClose}
      title={title}
    >
      {setting !== null && <SettingForm {...props} setting={setting} />}
    </Modal>
  );
}

const textOf = (value: GroupSetting['own']): string =>
  value === null ? '' : Array.isArray(value) ? value.join(', ') : String(value);

function SettingForm({ setting, groupId, onClose, onSaved }: SettingDialogProps & { readonly setting: GroupSetting }) {
  const { t } = useTranslation('query');
  const { language } = useFormat();
  const queries = useQueryClient();
  const [value, setValue] = useState<GroupSetting['value']>(setting.own ?? setting.value);
  const edit = useGuardedSave({
    stored: setting,
    send: (next: GroupSetting['value'], seen) => setGroupSetting(groupId, setting.name, next, seen.own),
    read: async () => {
      const stored = await queries.fetchQuery({ ...groupSettingsQuery(groupId), staleTime: 0 });
      return stored.find(({ name }) => name === setting.name);
    },
    onSaved: async () => {
      await onSaved();
      notifyDone(t('groups.settingSaved', { name: setting.name }));
      onClose();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    edit.save(value);
  };
  const { type, min, max, unit, choices, name } = setting;
  const range =
    type === 'integer'
      ? t('groups.range', { min, max, unit: unit === null ? '' : t(`groups.units.${unit as 'hours'}`) })
      : null;
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">{setting.meaning[language]}</Text>
        {setting.served === 'later' && (
          <Text size="sm" c="dimmed">
            {t('groups.notServed')}
          </Text>
        )}
        {type === 'integer' && (
          <NumberInput
            label={name}
            description={range}
            {...(min === null ? {} : { min })}
            {...(max === null ? {} : { max })}
            clampBehavior="none"
            allowDecimal={false}
            value={typeof value === 'number' ? value : ''}
            onChange={(next) => setValue(typeof next === 'number' ? next : '')}
            data-autofocus
          />
        )}
        {type === 'flag' && (
          <Switch
            label={value === true ? t('groups.yes') : t('groups.no')}
            aria-label={name}
            checked={value === true}
            onChange={(event) => setValue(event.currentTarget.checked)}
            data-autofocus
          />
        )}
        {type === 'choice' && (
          <NativeSelect
            label={name}
            data={choices ?? []}
            value={String(value)}
            onChange={(event) => setValue(event.currentTarget.value)}
            data-autofocus
          />
        )}
        {(type === 'text' || type === 'list') && (
          <TextInput
            label={name}
            value={Array.isArray(value) ? value.join(', ') : String(value)}
            onChange={(event) => {
              const text = event.currentTarget.value;
              setValue(type === 'list' ? text.split(',').map((one) => one.trim()) : text);
            }}
            data-autofocus
          />
        )}
        <FormFailure error={edit.failure} />
        <SaveConflict
          edit={edit}
          title={name}
          describe={(theirs, mine) => ({
            who: theirs.changedBy,
            when: theirs.changedAt,
            differences: [{ field: name, theirs: textOf(theirs.own), mine: textOf(mine) }],
          })}
          onTakeTheirs={() => {
            void onSaved();
            onClose();
          }}
        />
        <FormButtons label={t('groups.save')} onCancel={onClose} isPending={edit.isPending} isDisabled={value === ''} />
      </Stack>
    </form>
  );
}
