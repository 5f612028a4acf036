import { Modal, Select, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  changeRegistryQuery,
  createRegistryQuery,
  type RegistryQuery,
  registryQueriesQuery,
} from '../../api/queries/admin.ts';
import { SaveConflict } from '../../editing/save-conflict.tsx';
import { useGuardedSave } from '../../editing/use-guarded-save.ts';
import { FormButtons } from '../../ui/form-buttons.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { notifyDone } from '../../ui/undo-toast.tsx';
import { UnsavedGuard } from '../unsaved-guard.tsx';
import { registryDraft, registryProblem, splitKey, TREES } from './registry-draft.ts';

type RegistryFormProps = {
  /** Null: a new one. */
  readonly query: RegistryQuery | null;
  readonly onClose: () => void;
};

/** Makes or changes a question to the registry. A whole key may be pasted: its hive is taken out of it. */
export function RegistryForm({ query, onClose }: RegistryFormProps) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => registryDraft(query));
  const [isTried, setTried] = useState(false);
  const problem = registryProblem(draft);
  const isDirty = JSON.stringify(draft) !== JSON.stringify(registryDraft(query));
  const edit = useGuardedSave({
    stored: query,
    send: (next: typeof draft, from): Promise<unknown> =>
      from === null ? createRegistryQuery(next) : changeRegistryQuery(from.id, { ...next, updatedAt: from.updatedAt }),
    read: async () => {
      const { items } = await queries.fetchQuery({ ...registryQueriesQuery, staleTime: 0 });
      return items.find(({ id }) => id === query?.id);
    },
    onSaved: (_, { name }) => {
      void queries.invalidateQueries({ queryKey: registryQueriesQuery.queryKey });
      notifyDone(t('registry.saved', { name }));
      onClose();
    },
  });
  const { seen } = edit;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem === null) edit.save(draft);
  };
  const wrong = (field: typeof problem) =>
    isTried && problem === field ? t(`registry.problems.${field ?? 'name'}`) : null;
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={!isDirty}
      title={seen === null ? t('registry.add') : t('registry.editTitle')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
      centered
    >
      <UnsavedGuard isDirty={isDirty && !edit.isSaved} />
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            label={t('registry.name')}
            description={t('registry.nameHint')}
            value={draft.name}
            error={wrong('name')}
            onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
            data-autofocus
          />
          <Select
            label={t('registry.tree')}
            value={String(draft.tree)}
            allowDeselect={false}
            data={TREES.map((label, index) => ({ value: String(index), label }))}
            onChange={(tree) => tree !== null && setDraft({ ...draft, tree: Number(tree) })}
          />
          <TextInput
            label={t('registry.key')}
            description={t('registry.keyHint')}
            placeholder={t('registry.keyExample')}
            value={draft.key}
            error={wrong('key')}
            spellCheck={false}
            onChange={(event) => setDraft({ ...draft, ...splitKey(event.currentTarget.value, draft.tree) })}
          />
          <TextInput
            label={t('registry.value')}
            description={t('registry.valueHint')}
            value={draft.value}
            error={wrong('value')}
            spellCheck={false}
            onChange={(event) => setDraft({ ...draft, value: event.currentTarget.value })}
          />
          <FormFailure error={edit.failure} />
          <SaveConflict
            edit={edit}
            title={seen?.name ?? draft.name}
            describe={(theirs, mine) => ({
              differences: differencesOf(registryDraft(theirs), mine).map(({ part, ...texts }) => ({
                field: t(`registry.${part}`),
                ...texts,
              })),
            })}
            onTakeTheirs={(theirs) => setDraft(registryDraft(theirs ?? seen))}
          />
          <FormButtons label={t('save')} onCancel={onClose} isPending={edit.isPending} />
        </Stack>
      </form>
    </Modal>
  );
}

type RegistryDraft = ReturnType<typeof registryDraft>;

/** In what the stored one is another than the typed one. */
function differencesOf(stored: RegistryDraft, draft: RegistryDraft) {
  const textOf = (of: RegistryDraft, part: keyof RegistryDraft) =>
    part === 'tree' ? (TREES[of.tree] ?? '') : of[part];
  return (['name', 'tree', 'key', 'value'] as const)
    .map((part) => ({ part, theirs: textOf(stored, part), mine: textOf(draft, part) }))
    .filter(({ theirs, mine }) => theirs !== mine);
}
