import { Checkbox, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createStoredSearch, updateStoredSearch } from '../api/queries/search.ts';
import type { StoredSearch } from '../api/types.ts';
import { FormButtons } from '../ui/form-buttons.tsx';
import { FormFailure } from '../ui/form-failure.tsx';
import { notifyDone } from '../ui/undo-toast.tsx';
import { QueryField } from './query-field.tsx';

type SaveSearchDialogProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** One that is changed; null: a new one. */
  readonly search: StoredSearch | null;
  readonly query: string;
};

/** Keeps a search under a name, or changes one that is kept. */
export function SaveSearchDialog(props: SaveSearchDialogProps) {
  const { t } = useTranslation('query');
  const title = props.search === null ? t('saved.create') : t('saved.edit');
  return (
    <Modal
      opened={props.opened}
      closeButtonProps={{ 'aria-label': t('builder.close') }}
      onClose={props.onClose}
      title={title}
      size="lg"
      zIndex={300}
    >
      {props.opened && <SaveForm {...props} />}
    </Modal>
  );
}

function SaveForm({ search, query: given, onClose }: SaveSearchDialogProps) {
  const { t } = useTranslation('query');
  const queries = useQueryClient();
  const [name, setName] = useState(search?.name ?? '');
  const [description, setDescription] = useState(search?.description ?? '');
  const [shared, setShared] = useState(search?.shared ?? false);
  const [query, setQuery] = useState(given);
  const [draft, setDraft] = useState<string | null>(given);
  const saving = useMutation({
    mutationFn: () => {
      const input = { name, description, shared, query: draft ?? query };
      return search === null ? createStoredSearch(input) : updateStoredSearch(search.id, input);
    },
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: ['searches'] });
      notifyDone(t('saved.savedNow', { name: saved.name }));
      onClose();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (draft !== null) saving.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t('saved.name')}
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Textarea
          label={t('saved.description')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <QueryField isInForm value={query} label={t('saved.queryLabel')} onChange={setQuery} onDraft={setDraft} />
        <Checkbox
          label={t('saved.share')}
          description={t('saved.shareHint')}
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        <FormFailure error={saving.error} />
        <FormButtons
          label={t('saved.save')}
          onCancel={onClose}
          isPending={saving.isPending}
          isDisabled={draft === null || name.trim() === ''}
        />
      </Stack>
    </form>
  );
}
