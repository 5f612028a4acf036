import { ActionIcon, Progress, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconFileDownload, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isSignedOut } from '../../api/api-error.ts';
import { type AgentFile, agentFilesQuery, deleteAgentFile } from '../../api/queries/admin.ts';
import { serverQuery } from '../../api/queries/session.ts';
import { endSession } from '../../api/session.ts';
import { upload } from '../../api/upload.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Copyable } from '../../ui/copyable.tsx';
import { failureWords } from '../../ui/failure-words.ts';
import { FileDrop } from '../../ui/file-drop.tsx';
import { NotLoaded } from '../../ui/not-loaded.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import { StatePanel } from '../../ui/state-panel.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { notifyDone } from '../../ui/undo-toast.tsx';
import { AdminPage } from '../admin-page.tsx';
import card from '../card.module.css';
import { type UploadItem, useUploadQueue } from '../upload-queue.ts';
import { useAgentFileTabs } from '../use-tabs.ts';

/** Files that agents and their installers download by name. */
export function FilesPage() {
  const { t } = useTranslation('admin');
  const tabs = useAgentFileTabs();
  const queries = useQueryClient();
  const query = useQuery(agentFilesQuery);
  const server = useQuery(serverQuery);
  const [deleted, setDeleted] = useState<AgentFile | null>(null);
  const queue = useUploadQueue(async (file, onProgress) => {
    try {
      return await upload({
        method: 'PUT',
        url: `/api/v1/agent-files/${encodeURIComponent(file.name)}`,
        file,
        onProgress,
      });
    } catch (error) {
      if (isSignedOut(error)) endSession(queries);
      throw error;
    } finally {
      void queries.invalidateQueries({ queryKey: agentFilesQuery.queryKey });
    }
  });
  const base = server.data === undefined ? null : `${server.data.agentUrls.ocs}/deploy/`;
  const items = query.data?.items ?? [];
  return (
    <AdminPage title={t('files.title')} lead={t('files.lead')} {...tabs}>
      <FileDrop
        title={t('files.drop')}
        hint={t('files.dropHint')}
        buttonLabel={t('files.choose')}
        isMultiple
        onFiles={queue.add}
      />
      {queue.items
        .filter(({ state }) => state.kind !== 'done')
        .map((item) => (
          <UploadRow key={item.id} item={item} />
        ))}
      <NotLoaded query={query} height={160} />
      {query.data !== undefined && items.length === 0 && (
        <StatePanel icon={<IconFileDownload size={28} />} title={t('files.empty')}>
          <p>{t('files.emptyText')}</p>
        </StatePanel>
      )}
      {items.length > 0 && (
        <div className={`${card.card} ${card.scroll}`}>
          <table className={`${card.table} ${card.stacked}`}>
            <thead>
              <tr>
                <th>{t('files.name')}</th>
                <th className={card.number}>{t('files.size')}</th>
                <th>{t('files.uploaded')}</th>
                <th>{t('files.hash')}</th>
                <th>
                  <VisuallyHidden>{t('actions')}</VisuallyHidden>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((file) => (
                <FileRow key={file.name} file={file} base={base} onDelete={() => setDeleted(file)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <section className={`${card.card} ${card.padded} ${card.stack}`}>
        <h2 className={card.title}>{t('files.howTitle')}</h2>
        <p className={card.hint}>{t('files.how')}</p>
        {base !== null && <CodeBlock code={`${base}${items[0]?.name ?? 'ocsagent.exe'}`} label={t('files.address')} />}
        <p className={card.hint}>{t('files.howOff')}</p>
      </section>
      {deleted !== null && <DeleteFile file={deleted} onClose={() => setDeleted(null)} />}
    </AdminPage>
  );
}

type FileRowProps = { readonly file: AgentFile; readonly base: string | null; readonly onDelete: () => void };

function FileRow({ file, base, onDelete }: FileRowProps) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const size = format.quantity(file.size, 'B');
  return (
    <tr>
      <td>
        <strong>{file.name}</strong>
        {base !== null && (
          <div className={card.small}>
            <Copyable value={`${base}${file.name}`}>
              <span className={card.mono}>{`${base}${file.name}`}</span>
            </Copyable>
          </div>
        )}
      </td>
      <td className={card.number} title={size.exact ?? undefined}>
        {size.text}
      </td>
      <td>
        <TimeAgo iso={file.uploadedAt} /> <span className={card.small}>{t('by', { name: file.uploadedBy })}</span>
      </td>
      <td>
        <Copyable value={file.sha256}>
          <span className={card.mono} title={file.sha256}>
            {file.sha256.slice(0, 12)}…
          </span>
        </Copyable>
      </td>
      <td className={card.tools}>
        <Tooltip label={t('delete')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('files.delete', { name: file.name })}
            onClick={onDelete}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </td>
    </tr>
  );
}

function UploadRow({ item: { file, state } }: { readonly item: UploadItem<unknown> }) {
  const { t } = useTranslation('admin');
  const { t: shell } = useTranslation();
  const words = state.kind === 'failed' ? failureWords(state.error, shell) : null;
  return (
    <div className={`${card.card} ${card.padded} ${card.stack}`}>
      <div className={card.row}>
        <strong>
          <SafeText value={file.name} />
        </strong>
        {words !== null && (
          <span className={card.bad} role="alert">
            {words.title} {words.hint}
          </span>
        )}
      </div>
      {state.kind === 'sending' && (
        <Progress value={state.part * 100} animated aria-label={t('files.sending', { name: file.name })} />
      )}
    </div>
  );
}

function DeleteFile({ file, onClose }: { readonly file: AgentFile; readonly onClose: () => void }) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteAgentFile(file.name),
    onSuccess: () => {
      notifyDone(t('files.deleted', { name: file.name }));
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: agentFilesQuery.queryKey }),
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      onConfirm={() => remove.mutate()}
      title={t('files.deleteTitle')}
      confirmLabel={t('delete')}
      consequence={t('files.deleteLoss')}
      isDangerous
      isPending={remove.isPending}
      error={remove.error}
    >
      <strong>{file.name}</strong>
    </ConfirmDialog>
  );
}
