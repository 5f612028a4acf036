import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import {
  createNetwork,
  type Network,
  type NetworkInput,
  networkQuery,
  updateNetwork,
} from '../api/queries/networks.ts';
import { displayText } from '../format/display-text.ts';
import { EditConflict } from '../ui/edit-conflict.tsx';
import { FormFailure } from '../ui/form-failure.tsx';
import { notifyDone } from '../ui/undo-toast.tsx';

type Props = {
  /** Null: a new one. */
  readonly network: Network | null;
  readonly onClose: () => void;
};

const NAMES = ['name', 'address', 'mask', 'site', 'tag', 'comment'] as const;

const inputOf = (network: Network | null): NetworkInput => {
  const { name = '', address = '', mask = '', site = '', tag = '', comment = '' } = network ?? {};
  return { name, address, mask, site, tag, comment };
};

/** Gives a network a name, or changes what is said of one. */
export function NetworkDialog({ network, onClose }: Props) {
  const { t } = useTranslation('networks');
  return (
    <Modal
      opened
      onClose={onClose}
      title={network === null ? t('form.create') : t('form.edit')}
      withCloseButton={false}
    >
      <NetworkForm network={network} onClose={onClose} />
    </Modal>
  );
}

function NetworkForm({ network, onClose }: Props) {
  const { t } = useTranslation('networks');
  const { t: common } = useTranslation();
  const queries = useQueryClient();
  const [input, setInput] = useState(() => inputOf(network));
  // What this form began with: somebody else may store another meanwhile.
  const [version, setVersion] = useState(network?.version ?? 0);
  const saving = useMutation({
    mutationFn: (seen: number) => (network === null ? createNetwork(input) : updateNetwork(network.id, input, seen)),
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: ['networks'] });
      notifyDone(t('form.saved', { name: displayText(saved.name) }));
      onClose();
    },
  });
  const isChanged = saving.error instanceof ApiError && saving.error.code === 'NETWORK_CHANGED';
  const { data: now, isFetching } = useQuery({ ...networkQuery(network?.id ?? 0), enabled: isChanged, staleTime: 0 });
  const field = (name: (typeof NAMES)[number]) => ({
    label: t(`form.${name}`),
    value: input[name],
    maxLength: name === 'comment' ? 4000 : 255,
    onChange: (event: { currentTarget: { value: string } }) =>
      setInput({ ...input, [name]: event.currentTarget.value }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    saving.mutate(version);
  };
  const isComplete = [input.name, input.address, input.mask].every((text) => text.trim() !== '');
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput {...field('name')} required data-autofocus />
        <Group gap="md" grow align="flex-start" preventGrowOverflow={false}>
          <TextInput {...field('address')} required description={t('form.addressHint')} />
          <TextInput {...field('mask')} required description={t('form.maskHint')} />
        </Group>
        <TextInput {...field('site')} />
        <TextInput {...field('tag')} description={t('form.tagHint')} />
        <Textarea {...field('comment')} autosize minRows={2} maxRows={6} />
        {!isChanged && <FormFailure error={saving.error} />}
        {now !== undefined && !isFetching && (
          <EditConflict
            opened={isChanged}
            title={displayText(now.name || now.address)}
            when={now.updatedAt}
            differences={NAMES.map((name) => ({
              field: t(`form.${name}`),
              theirs: now[name],
              mine: input[name],
            })).filter(({ theirs, mine }) => theirs !== mine)}
            isPending={saving.isPending}
            onGoOn={() => saving.reset()}
            onKeepMine={() => {
              setVersion(now.version);
              saving.mutate(now.version);
            }}
            onTakeTheirs={() => {
              setInput(inputOf(now));
              setVersion(now.version);
              saving.reset();
            }}
          />
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {common('common.cancel')}
          </Button>
          <Button type="submit" loading={saving.isPending} disabled={!isComplete || isChanged}>
            {network === null ? t('form.createAction') : t('form.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
