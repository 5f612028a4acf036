import { Alert, Autocomplete, Group, Modal, Select, Stack, Switch, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type AdminField,
  changeField,
  createField,
  type FieldUsage,
  fieldDefinitionsQuery,
} from '../../api/queries/admin.ts';
import { SaveConflict } from '../../editing/save-conflict.tsx';
import { useGuardedSave } from '../../editing/use-guarded-save.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FormButtons } from '../../ui/form-buttons.tsx';
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
  const counted = useCounted('admin');
  const queries = useQueryClient();
  const [draft, setDraft] = useState<FieldDraft>(() => draftOf(field));
  const [isTried, setTried] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const change = (part: Partial<FieldDraft>) => setDraft((before) => ({ ...before, ...part }));
  const isDirty = JSON.stringify(draft) !== JSON.stringify(draftOf(field));
  const problem = problemOf(draft);
  const kept = new Set(draft.choices.map(({ id }) => id));
  const lostValues = (from: AdminField | null) =>
    (from?.choices ?? [])
      .filter(({ id }) => !kept.has(id))
      .reduce((sum, { id }) => sum + (usage?.choices.find((c) => c.id === id)?.machines ?? 0), 0);
  const edit = useGuardedSave({
    stored: field,
    send: (next: FieldDraft, from): Promise<unknown> =>
      from === null ? createField(toNewField(next)) : changeField(from.id, toChange(next, from), lostValues(from) > 0),
    read: async () => {
      const { items } = await queries.fetchQuery({ ...fieldDefinitionsQuery, staleTime: 0 });
      return items.find(({ id }) => id === field?.id);
    },
    onSaved: (_, { en }) => {
      void queries.invalidateQueries({ queryKey: ['adminFields'] });
      notifyDone(t(field === null ? 'fields.made' : 'fields.saved', { label: en.trim() }));
      onClose();
    },
  });
  const { seen } = edit;
  const lost = lostValues(seen);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setTried(true);
    if (problem === null) edit.save(draft);
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
      <UnsavedGuard isDirty={isDirty && !edit.isSaved} />
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
          {lost > 0 && (
            <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />}>
              {counted('fields.choiceLoss', lost)}
            </Alert>
          )}
          <FormFailure error={edit.failure} />
          <SaveConflict
            edit={edit}
            title={seen?.name ?? draft.name}
            describe={(theirs, mine) => ({
              differences: differencesOf(draftOf(theirs), mine).map(({ part, ...texts }) => ({
                field: t(`fields.${part}`),
                ...texts,
              })),
            })}
            onTakeTheirs={(theirs) => setDraft(draftOf(theirs ?? seen))}
          />
          <FormButtons
            label={seen === null ? t('fields.make') : t('save')}
            onCancel={close}
            isPending={edit.isPending}
            isDisabled={seen !== null && !isDirty}
          />
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
