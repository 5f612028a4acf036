import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isEditConflict } from '../../api/api-error.ts';
import {
  changeRegistryQuery,
  createRegistryQuery,
  type RegistryQuery,
  registryQueriesQuery,
} from '../../api/queries/admin.ts';
import { EditConflict } from '../../ui/edit-conflict.tsx';
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
  const { t: shell } = useTranslation();
  const queries = useQueryClient();
  const [seen, setSeen] = useState(query);
  const [draft, setDraft] = useState(() => registryDraft(query));
  const [isTried, setTried] = useState(false);
  const problem = registryProblem(draft);
  const isDirty = JSON.stringify(draft) !== JSON.stringify(registryDraft(query));
  const save = useMutation({
    mutationFn: (from: RegistryQuery | null) =>
      from === null
        ? createRegistryQuery(draft)
        : changeRegistryQuery(from.id, { ...draft, updatedAt: from.updatedAt }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: registryQueriesQuery.queryKey });
      notifyDone(t('registry.saved', { name: draft.name }));
      onClose();
    },
  });
  const isConflict = isEditConflict(save.error);
  const stored = useQuery({ ...registryQueriesQuery, staleTime: 0, enabled: isConflict });
  const theirs = (stored.isFetching ? undefined : stored.data)?.items.find(({ id }) => id === seen?.id);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem === null) save.mutate(seen);
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
      <UnsavedGuard isDirty={isDirty && !save.isSuccess} />
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
          {!isConflict && <FormFailure error={save.error} />}
          <EditConflict
            opened={isConflict}
            title={seen?.name ?? draft.name}
            differences={differencesOf(theirs, draft).map(({ part, ...texts }) => ({
              field: t(`registry.${part}`),
              ...texts,
            }))}
            {...(theirs === undefined ? {} : { onKeepMine: () => save.mutate(theirs) })}
            onTakeTheirs={() => {
              setSeen(theirs ?? seen);
              setDraft(registryDraft(theirs ?? seen));
              save.reset();
            }}
            onGoOn={() => {
              setSeen(theirs ?? seen);
              save.reset();
            }}
            isPending={save.isPending}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {shell('common.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** In what the stored one is another than the typed one. */
function differencesOf(stored: RegistryQuery | undefined, draft: ReturnType<typeof registryDraft>) {
  if (stored === undefined) return [];
  const other = registryDraft(stored);
  const textOf = (of: typeof draft, part: keyof typeof draft) => (part === 'tree' ? (TREES[of.tree] ?? '') : of[part]);
  return (['name', 'tree', 'key', 'value'] as const)
    .map((part) => ({ part, theirs: textOf(other, part), mine: textOf(draft, part) }))
    .filter(({ theirs, mine }) => theirs !== mine);
}
