import { ActionIcon, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { IconCheck, IconPencil, IconTrash, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  addDeviceType,
  type DeviceType,
  deviceTypesQuery,
  removeDeviceType,
  renameDeviceType,
} from '../api/queries/networks.ts';
import { displayText } from '../format/display-text.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { Failure } from '../ui/failure.tsx';
import { FormFailure } from '../ui/form-failure.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import classes from './types-dialog.module.css';

const ICON = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** What devices may be: types are added, renamed, removed. */
export function TypesDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('networks');
  const { data, error, refetch } = useQuery(deviceTypesQuery());
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('typeList.title')}
      closeButtonProps={{ 'aria-label': t('typeList.close') }}
    >
      <Stack gap="md">
        <p className={classes.lead}>{t('typeList.lead')}</p>
        {error !== null && data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
        {data?.length === 0 && <p className={classes.lead}>{t('typeList.none')}</p>}
        {data !== undefined && data.length > 0 && (
          <ul className={classes.list} aria-label={t('typeList.title')}>
            {data.map((type) => (
              <TypeLine key={type.id} type={type} />
            ))}
          </ul>
        )}
        <NewType />
      </Stack>
    </Modal>
  );
}

function NewType() {
  const { t } = useTranslation('networks');
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const adding = useMutation({
    mutationFn: addDeviceType,
    onSuccess: async () => {
      setName('');
      await queries.invalidateQueries({ queryKey: ['networks', 'types'] });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() !== '') adding.mutate(name.trim());
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            flex={1}
            label={t('typeList.newName')}
            value={name}
            maxLength={255}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <Button type="submit" loading={adding.isPending} disabled={name.trim() === ''}>
            {t('typeList.add')}
          </Button>
        </Group>
        <FormFailure error={adding.error} />
      </Stack>
    </form>
  );
}

function TypeLine({ type }: { readonly type: DeviceType }) {
  const { t } = useTranslation('networks');
  const counted = useCounted('networks');
  const queries = useQueryClient();
  const [name, setName] = useState<string | null>(null);
  const change = useMutation({
    mutationFn: (next: string | null) =>
      next === null ? removeDeviceType(type.id) : renameDeviceType(type.id, next).then(() => undefined),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['networks'] });
      setName(null);
    },
  });
  const shown = displayText(type.name);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name !== null && name.trim() !== '') change.mutate(name.trim());
  };
  return (
    <li className={classes.line}>
      {name === null ? (
        <div className={classes.row}>
          <span className={classes.name}>
            <SafeText value={type.name} />
          </span>
          <span className={classes.count}>{counted('typeList.devices', type.devices)}</span>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('typeList.rename', { name: shown })}
            title={t('typeList.rename', { name: shown })}
            onClick={() => setName(type.name)}
          >
            <IconPencil {...ICON} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('typeList.remove', { name: shown })}
            title={type.devices > 0 ? t('typeList.inUse') : t('typeList.remove', { name: shown })}
            disabled={type.devices > 0}
            loading={change.isPending}
            onClick={() => change.mutate(null)}
          >
            <IconTrash {...ICON} />
          </ActionIcon>
        </div>
      ) : (
        <form onSubmit={submit} className={classes.row}>
          <TextInput
            flex={1}
            aria-label={t('typeList.name')}
            value={name}
            maxLength={255}
            onChange={(event) => setName(event.currentTarget.value)}
            autoFocus
          />
          <ActionIcon type="submit" size="lg" aria-label={t('typeList.save')} loading={change.isPending}>
            <IconCheck {...ICON} />
          </ActionIcon>
          <ActionIcon variant="default" size="lg" aria-label={t('typeList.cancel')} onClick={() => setName(null)}>
            <IconX {...ICON} />
          </ActionIcon>
        </form>
      )}
      <FormFailure error={change.error} />
    </li>
  );
}
