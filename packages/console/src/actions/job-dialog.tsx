import { Button, Group, Loader, Modal, Stack, Tabs } from '@mantine/core';
import { IconArrowBackUp, IconPlayerStop } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelMassAction, undoMassAction } from '../api/mass-actions.ts';
import { massActionQuery, type TargetState } from '../api/queries/mass-actions.ts';
import { useFormat } from '../i18n/use-format.ts';
import { Failure } from '../ui/failure.tsx';
import { FormFailure } from '../ui/form-failure.tsx';
import { JobProgress } from './job-progress.tsx';
import { JobTargets } from './job-targets.tsx';
import { JobTitle } from './job-title.tsx';
import { RefusalList } from './refusal-list.tsx';
import { rememberStarted } from './started-here.ts';

type JobDialogProps = { readonly id: number; readonly onClose: () => void };

/** One mass action: what it does, how far it is, what became of whom; ends it early, or puts it back. */
export function JobDialog({ id, onClose }: JobDialogProps) {
  const { t } = useTranslation('actions');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('job.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <Job id={id} onClose={onClose} />
    </Modal>
  );
}

const tabs = ['refused', 'changed', 'unchanged', 'waiting'] as const satisfies readonly TargetState[];

function Job({ id, onClose }: JobDialogProps) {
  const { t } = useTranslation('actions');
  const format = useFormat();
  const queries = useQueryClient();
  const query = useQuery(massActionQuery(id));
  const [chosen, setChosen] = useState<TargetState | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: ['massActions'] });
  const ending = useMutation({ mutationFn: cancelMassAction, onSettled: refresh });
  const undoing = useMutation({
    mutationFn: undoMassAction,
    onSuccess: ({ id: undo }) => {
      rememberStarted(undo);
      onClose();
    },
    onSettled: refresh,
  });
  if (query.data === undefined) {
    if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
    return <Loader size="sm" aria-label={t('preview.loading')} />;
  }
  const job = query.data;
  const counts: Record<TargetState, number> = {
    changed: job.changed,
    unchanged: job.unchanged,
    refused: job.refused,
    waiting: job.total - job.changed - job.unchanged - job.refused,
  };
  const there = tabs.filter((tab) => counts[tab] > 0);
  const tab = there.find((one) => one === chosen) ?? there[0];

  return (
    <Stack gap="md">
      <JobTitle job={job} />
      <JobProgress job={job} />
      <RefusalList refusals={job.refusals} />
      {tab !== undefined && (
        <Tabs
          value={tab}
          onChange={(value) => setChosen(tabs.find((one) => one === value) ?? null)}
          keepMounted={false}
        >
          <Tabs.List>
            {there.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(`job.tabs.${one}`)} · {format.number(counts[one])}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {there.map((one) => (
            <Tabs.Panel key={one} value={one} pt="sm">
              <JobTargets id={id} state={one} total={counts[one]} isDeletion={job.action === 'delete'} />
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
      <FormFailure error={ending.error ?? undoing.error} />
      <Group justify="flex-end" gap="sm">
        {job.state === 'running' && (
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={16} aria-hidden />}
            loading={ending.isPending}
            onClick={() => ending.mutate(job)}
          >
            {t('job.cancel')}
          </Button>
        )}
        {job.undoable && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            loading={undoing.isPending}
            onClick={() => undoing.mutate(job)}
          >
            {t('job.undo')}
          </Button>
        )}
        <Button onClick={onClose}>{t('dialog.close')}</Button>
      </Group>
    </Stack>
  );
}
