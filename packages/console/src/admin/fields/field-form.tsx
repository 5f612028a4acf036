import { Alert, Autocomplete, Button, Group, Modal, Select, Stack, Switch, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isEditConflict } from '../../api/api-error.ts';
import {
  type AdminField,
  changeField,
  createField,
  type FieldUsage,
  fieldDefinitionsQuery,
} from '../../api/queries/admin.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EditConflict } from '../../ui/edit-conflict.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { notifyDone } from '../../ui/undo-toast.tsx';
import { UnsavedGuard } from '../unsaved-guard.tsx';
import { ChoicesEditor } from './choices-editor.tsx';
import { draftOf, type FieldDraft, hasChoices, problemOf, toChange, toNewField } from './field-draft.ts';
import { StandardInput } from './standard-input.tsx';

type FieldFormProps = {
  /** Null: a new one. */
  readonly field: AdminField | null;
  readonly fields: readonly AdminField[];
  readonly usage: FieldUsage | undefined;
  readonly onClose: () => void;
};

const TYPES = ['text', 'multiline', 'integer', 'real', 'date', 'select', 'radio', 'checkbox'] as const;

/** Makes or changes a field. Name and type stay as they were made, because agents know them. */
export function FieldForm({ field, fields, usage, onClose }: FieldFormProps) {
  const { t } = useTranslation('admin');
  const { t: shell } = useTranslation();
  const counted = useCounted('admin');
  const queries = useQueryClient();
  const [seen, setSeen] = useState(field);
  const [draft, setDraft] = useState<FieldDraft>(() => draftOf(field));
  const [isTried, setTried] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const change = (part: Partial<FieldDraft>) => setDraft((before) => ({ ...before, ...part }));
  const isDirty = JSON.stringify(draft) !== JSON.stringify(draftOf(field));
  const problem = problemOf(draft);
  const kept = new Set(draft.choices.map(({ id }) => id));
  const lost = (seen?.choices ?? []).filter(({ id }) => !kept.has(id));
  const lostValues = lost.reduce((sum, { id }) => sum + (usage?.choices.find((c) => c.id === id)?.machines ?? 0), 0);
  const save = useMutation({
    mutationFn: (from: typeof field) =>
      from === null ? createField(toNewField(draft)) : changeField(from.id, toChange(draft, from), lostValues > 0),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['adminFields'] });
      notifyDone(t(seen === null ? 'fields.made' : 'fields.saved', { label: draft.en.trim() }));
      onClose();
    },
  });
  const isConflict = isEditConflict(save.error);
  const stored = useQuery({ ...fieldDefinitionsQuery, staleTime: 0, enabled: isConflict });
  const theirs = (stored.isFetching ? undefined : stored.data)?.items.find(({ id }) => id === seen?.id);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setTried(true);
    if (problem === null) save.mutate(seen);
  };
  const close = () => (isDirty ? setLeaving(true) : onClose());
  const wrong = (which: typeof problem) =>
    isTried && problem === which ? t(`fields.problems.${which ?? 'name'}`) : null;
  return (
    <Modal
      opened
      onClose={close}
      title={seen === null ? t('fields.add') : t('fields.editTitle', { name: seen.name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
      centered
    >
      <UnsavedGuard isDirty={isDirty && !save.isSuccess} />
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {seen === null && (
            <Group grow align="flex-start">
              <TextInput
                label={t('fields.name')}
                description={t('fields.nameHint')}
                value={draft.name}
                error={wrong('name')}
                onChange={(event) => change({ name: event.currentTarget.value })}
                spellCheck={false}
                data-autofocus
              />
              <Select
                label={t('fields.type')}
                description={t('fields.typeHint')}
                value={draft.type}
                allowDeselect={false}
                data={TYPES.map((value) => ({ value, label: t(`fields.types.${value}`) }))}
                onChange={(type) => type !== null && change({ type: type as FieldDraft['type'], standard: '' })}
              />
            </Group>
          )}
          <Group grow align="flex-start">
            <TextInput
              label={t('fields.labelEn')}
              value={draft.en}
              error={wrong('label')}
              maxLength={100}
              onChange={(event) => change({ en: event.currentTarget.value })}
            />
            <TextInput
              label={t('fields.labelFr')}
              placeholder={draft.en}
              value={draft.fr}
              maxLength={100}
              onChange={(event) => change({ fr: event.currentTarget.value })}
            />
          </Group>
          {hasChoices(draft.type) && (
            <ChoicesEditor
              choices={draft.choices}
              usage={usage}
              error={wrong('choices') ?? wrong('choiceTwice')}
              onChange={(choices) => change({ choices })}
            />
          )}
          <Group grow align="flex-start">
            <Autocomplete
              label={t('fields.heading')}
              description={t('fields.headingHint')}
              value={draft.tab}
              maxLength={64}
              data={[...new Set(fields.map(({ tab }) => tab))].filter((tab) => tab !== '')}
              onChange={(tab) => change({ tab })}
            />
            <StandardInput draft={draft} error={wrong('number')} onChange={(standard) => change({ standard })} />
          </Group>
          <Switch
            label={t('fields.onForms')}
            description={t('fields.onFormsHint')}
            checked={draft.onForms}
            onChange={(event) => change({ onForms: event.currentTarget.checked })}
          />
          {lostValues > 0 && (
            <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />}>
              {counted('fields.choiceLoss', lostValues)}
            </Alert>
          )}
          {!isConflict && <FormFailure error={save.error} />}
          <EditConflict
            opened={isConflict}
            title={seen?.name ?? draft.name}
            differences={
              theirs === undefined
                ? []
                : differencesOf(draftOf(theirs), draft).map(({ part, ...texts }) => ({
                    field: t(`fields.${part}`),
                    ...texts,
                  }))
            }
            {...(theirs === undefined ? {} : { onKeepMine: () => save.mutate(theirs) })}
            onTakeTheirs={() => {
              setSeen(theirs ?? seen);
              setDraft(draftOf(theirs ?? seen));
              save.reset();
            }}
            onGoOn={() => {
              setSeen(theirs ?? seen);
              save.reset();
            }}
            isPending={save.isPending}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              {shell('common.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={seen !== null && !isDirty}>
              {seen === null ? t('fields.make') : t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
      <ConfirmDialog
        opened={isLeaving}
        onClose={() => setLeaving(false)}
        onConfirm={onClose}
        title={t('unsaved.title')}
        confirmLabel={t('unsaved.leave')}
        isDangerous
      >
        {t('unsaved.text')}
      </ConfirmDialog>
    </Modal>
  );
}

const textsOf = ({ en, fr, tab, choices }: FieldDraft) =>
  ({ labelEn: en, labelFr: fr, heading: tab, choicesLabel: choices.map((choice) => choice.en).join(', ') }) as const;

/** In what the stored one is another than the typed one. */
function differencesOf(stored: FieldDraft, draft: FieldDraft) {
  const theirs = textsOf(stored);
  const mine = textsOf(draft);
  return (['labelEn', 'labelFr', 'heading', 'choicesLabel'] as const)
    .map((part) => ({ part, theirs: theirs[part], mine: mine[part] }))
    .filter((one) => one.theirs !== one.mine);
}
