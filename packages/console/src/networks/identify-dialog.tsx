import { Autocomplete, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import {
  addDeviceType,
  type Device,
  deviceListQuery,
  deviceTypesQuery,
  type Identification,
  identifyDevice,
} from '../api/queries/networks.ts';
import { displayText } from '../format/display-text.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { tableDefaults } from '../table/table-state.ts';
import { EditConflict } from '../ui/edit-conflict.tsx';
import { FormFailure } from '../ui/form-failure.tsx';
import { notifyDone } from '../ui/undo-toast.tsx';

type Props = {
  readonly macs: readonly string[];
  /** The one device, where it is one: what is said of it stands in the form at first. */
  readonly known?: Device | undefined;
  readonly onClose: () => void;
  readonly onDone?: (() => void) | undefined;
};

/** Says what devices are: their type, and a text. */
export function IdentifyDialog(props: Props) {
  const counted = useCounted('networks');
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={counted('devices.identify.titleMany', props.macs.length)}
      withCloseButton={false}
    >
      <IdentifyForm {...props} />
    </Modal>
  );
}

function IdentifyForm({ macs, known, onClose, onDone }: Props) {
  const { t } = useTranslation('networks');
  const { t: common } = useTranslation();
  const counted = useCounted('networks');
  const queries = useQueryClient();
  const types = useQuery(deviceTypesQuery()).data;
  const [said, setSaid] = useState<Identification>({
    type: known?.type ?? '',
    description: known?.description ?? '',
  });
  const wanted = said.type.trim().toLowerCase();
  const isNewType = wanted !== '' && types !== undefined && !types.some(({ name }) => name.toLowerCase() === wanted);
  // What this form began with: somebody else may store another meanwhile.
  const [version, setVersion] = useState(known?.version);
  const saving = useMutation({
    mutationFn: async (seen: number | undefined) => {
      const given = { type: said.type.trim(), description: said.description.trim() };
      if (isNewType) await addDeviceType(given.type).catch(unlessThere);
      for (const mac of macs) await identifyDevice(mac, given, seen);
    },
    onSuccess: () => {
      notifyDone(counted('devices.identify.done', macs.length));
      onDone?.();
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['networks'] }),
  });
  const isChanged = saving.error instanceof ApiError && saving.error.code === 'DEVICE_CHANGED';
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    saving.mutate(version);
  };
  const isComplete = said.type.trim() !== '' && said.description.trim() !== '';
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Autocomplete
          label={t('devices.identify.type')}
          description={t('devices.identify.typeHint')}
          required
          maxLength={255}
          openOnFocus={false}
          data={types?.map(({ name }) => name) ?? []}
          value={said.type}
          onChange={(type) => setSaid({ ...said, type })}
          data-autofocus
        />
        {isNewType && (
          <Text size="sm" c="dimmed" mt={-8} role="status">
            {t('devices.identify.newType', { name: displayText(said.type.trim()) })}
          </Text>
        )}
        <TextInput
          label={t('devices.identify.description')}
          description={t('devices.identify.descriptionHint')}
          required
          maxLength={255}
          value={said.description}
          onChange={(event) => setSaid({ ...said, description: event.currentTarget.value })}
        />
        {!isChanged && <FormFailure error={saving.error} />}
        {known !== undefined && isChanged && (
          <Conflict
            mac={known.mac}
            mine={said}
            isPending={saving.isPending}
            onGoOn={() => saving.reset()}
            onKeepMine={(now) => {
              setVersion(now);
              saving.mutate(now);
            }}
            onTakeTheirs={({ type, description, version: now }) => {
              setSaid({ type: type ?? '', description: description ?? '' });
              setVersion(now);
              saving.reset();
            }}
          />
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {common('common.cancel')}
          </Button>
          <Button type="submit" loading={saving.isPending} disabled={!isComplete || isChanged}>
            {t('devices.identify.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function unlessThere(error: unknown): void {
  if (!(error instanceof ApiError && error.code === 'DEVICE_TYPE_EXISTS')) throw error;
}

const ONE = { ...tableDefaults(), size: 25 };

type ConflictProps = {
  readonly mac: string;
  readonly mine: Identification;
  readonly isPending: boolean;
  readonly onGoOn: () => void;
  readonly onKeepMine: (version: number) => void;
  readonly onTakeTheirs: (now: Device) => void;
};

/** Somebody else said what it is meanwhile: both are shown, and who came second decides. */
function Conflict({ mac, mine, isPending, onGoOn, onKeepMine, onTakeTheirs }: ConflictProps) {
  const { t } = useTranslation('networks');
  const { data, isFetching } = useQuery({ ...deviceListQuery({ ...ONE, q: mac }, {}), staleTime: 0 });
  const now = data?.items[0];
  if (now === undefined || isFetching) return null;
  const differences = (['type', 'description'] as const)
    .map((name) => ({ field: t(`devices.identify.${name}`), theirs: now[name] ?? '', mine: mine[name] }))
    .filter((one) => one.theirs !== one.mine);
  return (
    <EditConflict
      opened
      title={t('devices.identify.conflict', { mac })}
      who={now.identifiedBy ?? undefined}
      when={now.identifiedAt ?? undefined}
      differences={differences}
      isPending={isPending}
      onGoOn={onGoOn}
      onKeepMine={() => onKeepMine(now.version)}
      onTakeTheirs={() => onTakeTheirs(now)}
    />
  );
}
