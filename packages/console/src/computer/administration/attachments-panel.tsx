import { Button, FileButton, Text } from '@mantine/core';
import { IconPaperclip, IconUpload } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attachFile, attachmentUrl, removeAttachment } from '../../api/machine-actions.ts';
import type { Attachment } from '../../api/machine-types.ts';
import { attachmentsQuery } from '../../api/queries/machine.ts';
import { displayText } from '../../format/display-text.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { NotLoaded } from '../../ui/not-loaded.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { Panel } from '../panel.tsx';
import classes from './notes-panel.module.css';

/** Bytes that the server takes of one file. */
const MOST_BYTES = 5 * 1024 * 1024;

/** Files that people keep with the machine: an invoice, a photo of its label. */
export function AttachmentsPanel({ assetId }: { readonly assetId: number }) {
  const { t } = useTranslation('machine');
  const format = useFormat();
  const queries = useQueryClient();
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const [leaving, setLeaving] = useState<Attachment | null>(null);
  const query = useQuery(attachmentsQuery(assetId));
  const { data } = query;
  const refresh = () => queries.invalidateQueries({ queryKey: ['asset', assetId, 'attachments'] });
  const adding = useMutation({ mutationFn: (file: File) => attachFile(assetId, file, ''), onSuccess: refresh });
  const removing = useMutation({
    mutationFn: (id: number) => removeAttachment(assetId, id),
    onSuccess: async () => {
      await refresh();
      setLeaving(null);
    },
  });
  const choose = (file: File | null) => {
    if (file === null) return;
    const isTooLarge = file.size > MOST_BYTES;
    setTooLarge(isTooLarge ? file.name : null);
    adding.reset();
    if (!isTooLarge) adding.mutate(file);
  };
  const limit = format.quantity(MOST_BYTES / 1024 / 1024, 'MiB').text;
  return (
    <Panel
      id="attachments"
      title={t('attachments.title')}
      hint={t('attachments.hint', { limit })}
      action={
        <FileButton onChange={choose}>
          {(props) => (
            <Button
              {...props}
              size="compact-sm"
              variant="default"
              loading={adding.isPending}
              leftSection={<IconUpload size={14} aria-hidden />}
            >
              {t('attachments.add')}
            </Button>
          )}
        </FileButton>
      }
    >
      <NotLoaded query={query} height={40} />
      <FormFailure error={adding.error} />
      {tooLarge !== null && (
        <Text c="var(--mantine-color-error)" size="sm" px="md" py="xs" role="alert">
          {t('attachments.tooLarge', { name: displayText(tooLarge), limit })}
        </Text>
      )}
      {data?.length === 0 && (
        <Text c="dimmed" size="sm" px="md" py="sm">
          {t('attachments.none')}
        </Text>
      )}
      <ul className={classes.list}>
        {data?.map((attachment) => (
          <li key={attachment.id} className={classes.file}>
            <IconPaperclip size={16} aria-hidden />
            <span className={classes.fileName}>
              <a href={attachmentUrl(assetId, attachment.id)} download>
                <SafeText value={attachment.name} wrap />
              </a>
              <span className={classes.meta}>
                {' '}
                {format.quantity(attachment.size, 'B').text} · <SafeText value={attachment.author} /> ·{' '}
                <TimeAgo iso={attachment.createdAt} />
              </span>
            </span>
            {attachment.own && (
              <Button variant="subtle" size="compact-xs" onClick={() => setLeaving(attachment)}>
                {t('attachments.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        opened={leaving !== null}
        onClose={() => {
          removing.reset();
          setLeaving(null);
        }}
        onConfirm={() => leaving !== null && removing.mutate(leaving.id)}
        title={t('attachments.removeTitle', { name: displayText(leaving?.name ?? '') })}
        consequence={t('attachments.removeConsequence')}
        confirmLabel={t('attachments.remove')}
        isDangerous
        isPending={removing.isPending}
        error={removing.error}
      />
    </Panel>
  );
}
