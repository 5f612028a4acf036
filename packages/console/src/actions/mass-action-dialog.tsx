import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type MassActionName, type MassActionTarget, startMassAction } from '../api/mass-actions.ts';
import { massPreviewQuery } from '../api/queries/mass-actions.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { FormFailure } from '../ui/form-failure.tsx';
import { AdminDataForm } from './admin-data-form.tsx';
import type { Deed } from './deed-of.ts';
import { GroupForm } from './group-form.tsx';
import { MassPreviewPanel } from './mass-preview-panel.tsx';
import { SettingForm } from './setting-form.tsx';
import { rememberStarted } from './started-here.ts';

/** Deletions of more are confirmed by typing their number. */
const TYPED_ABOVE = 50;

/** Until somebody has stopped typing. Milliseconds. */
const PAUSE_MS = 350;

type MassActionDialogProps = {
  readonly deed: Deed;
  readonly target: MassActionTarget;
  readonly count: number;
  readonly onClose: () => void;
  readonly onStarted: () => void;
};

/** Asks what shall be done, shows what that would be, and begins it. */
export function MassActionDialog(props: MassActionDialogProps) {
  const { t } = useTranslation('actions');
  const counted = useCounted('actions');
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={`${t(`deeds.${props.deed}`)} · ${counted('bar.computers', props.count)}`}
      size="lg"
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <Order {...props} />
    </Modal>
  );
}

function Order({ deed, target, onClose, onStarted }: MassActionDialogProps) {
  const { t } = useTranslation('actions');
  const shell = useTranslation();
  const counted = useCounted('actions');
  const queries = useQueryClient();
  const action: MassActionName = deed === 'tag' ? 'admin-data' : deed;
  const needsForm = deed === 'tag' || deed === 'admin-data' || deed === 'group' || deed === 'setting';
  const [parameters, setParameters] = useState<object | null>(needsForm ? null : {});
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(parameters, PAUSE_MS);
  const order = settled === null ? null : { action, target, parameters: settled };
  const preview = useQuery(massPreviewQuery(order));
  const isCurrent = parameters !== null && settled === parameters && !preview.isPlaceholderData && !preview.isFetching;
  const seen = order === null ? undefined : preview.data;
  const starting = useMutation({
    mutationFn: async () => {
      if (order === null || seen === undefined) throw new Error('There is nothing to do yet');
      return await startMassAction(order, seen.total);
    },
    onSuccess: (started) => {
      rememberStarted(started.id);
      void queries.invalidateQueries({ queryKey: ['massActions', 'list'] });
      onStarted();
    },
    // The selection may have changed since it was looked at.
    onError: () => void preview.refetch(),
  });
  const isTyped =
    deed !== 'delete' || seen === undefined || seen.total <= TYPED_ABOVE || typed.trim() === String(seen.total);
  const isReady = isCurrent && seen !== undefined && seen.changed > 0 && isTyped && !preview.isError;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isReady && !starting.isPending) starting.mutate();
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {(deed === 'tag' || deed === 'admin-data') && (
          <AdminDataForm onlyTag={deed === 'tag'} onChange={setParameters} />
        )}
        {deed === 'group' && <GroupForm onChange={setParameters} />}
        {deed === 'setting' && <SettingForm onChange={setParameters} />}
        {!needsForm && <p>{t(`consequences.${deed}`)}</p>}
        {preview.isError && <FormFailure error={preview.error} />}
        {order !== null && !preview.isError && <MassPreviewPanel deed={deed} preview={seen} isLoading={!isCurrent} />}
        {deed === 'delete' && seen !== undefined && seen.total > TYPED_ABOVE && (
          <TextInput
            label={shell.t('common.typeToConfirm', { text: String(seen.total) })}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <FormFailure error={starting.error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button
            type="submit"
            disabled={!isReady}
            loading={starting.isPending}
            {...(deed === 'delete' ? { color: 'red.8' } : {})}
          >
            {seen === undefined || seen.changed === 0 ? t('dialog.nothing') : counted(`confirm.${deed}`, seen.changed)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
