import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import { saveAdminData } from '../../api/machine-actions.ts';
import type { AdminData, AdminField, AdminValue } from '../../api/machine-types.ts';
import { adminDataQuery } from '../../api/queries/machine.ts';
import { displayText } from '../../format/display-text.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { EditConflict } from '../../ui/edit-conflict.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import classes from './admin-data-panel.module.css';
import { draftOf, parseDraft, shownValue } from './admin-draft.ts';
import { AdminFieldInput } from './admin-field-input.tsx';

type Props = {
  readonly assetId: number;
  readonly field: AdminField;
  readonly data: AdminData;
  readonly onReload: () => void;
};

/** One administrative value: shown, and at a click changed where it stands. */
export function AdminFieldRow({ assetId, field, data, onReload }: Props) {
  const { t } = useTranslation('machine');
  const format = useFormat();
  const [isEditing, setEditing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const value = data.values.find(({ fieldId }) => fieldId === field.id)?.value ?? null;
  const label = (format.language === 'fr' ? field.label.fr : null) ?? field.label.en;
  const shown = shownValue(field, value, format);
  const close = () => {
    setEditing(false);
    // Whoever works with the keyboard goes on where they were.
    window.setTimeout(() => opener.current?.focus(), 0);
  };
  return (
    <div className={classes.row}>
      <dt>
        <SafeText value={label} wrap />
      </dt>
      <dd>
        {isEditing ? (
          <Editor
            assetId={assetId}
            field={field}
            data={data}
            value={value}
            label={label}
            onReload={onReload}
            onDone={close}
          />
        ) : (
          <button
            ref={opener}
            type="button"
            className={classes.value}
            aria-label={t('admin.edit', { field: label, value: shown === '' ? t('admin.empty') : displayText(shown) })}
            onClick={() => setEditing(true)}
          >
            {shown === '' ? <span className={classes.nothing}>{t('admin.empty')}</span> : <Multiline text={shown} />}
            <IconPencil size={14} aria-hidden />
          </button>
        )}
      </dd>
    </div>
  );
}

/** Lines as they were written, each as harmless as any text of others. */
function Multiline({ text }: { readonly text: string }) {
  return (
    <span>
      {text.split(/\r\n|\n/).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
        <span key={index}>
          {index > 0 && <br />}
          <SafeText value={line} wrap />
        </span>
      ))}
    </span>
  );
}

type EditorProps = Props & { readonly value: AdminValue; readonly label: string; readonly onDone: () => void };

function Editor({ assetId, field, data, value, label, onReload, onDone }: EditorProps) {
  const { t } = useTranslation('machine');
  const { t: shell } = useTranslation();
  const queries = useQueryClient();
  const format = useFormat();
  const [draft, setDraft] = useState(() => draftOf(field, value));
  // What this edit began with: somebody else's change must not slip in under it.
  const [version, setVersion] = useState(data.version);
  const [began] = useState(value);
  const parsed = parseDraft(field, draft);
  const saving = useMutation({
    mutationFn: (change: { readonly version: number; readonly value: AdminValue }) =>
      saveAdminData(assetId, change.version, { [String(field.id)]: change.value as string | number | number[] | null }),
    onSuccess: async (stored) => {
      queries.setQueryData(adminDataQuery(assetId).queryKey, stored);
      await queries.invalidateQueries({ queryKey: ['asset', assetId] });
      onDone();
    },
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'ADMIN_DATA_CHANGED') onReload();
    },
  });
  const isConflict = saving.error instanceof ApiError && saving.error.code === 'ADMIN_DATA_CHANGED';
  const shownOf = (one: AdminValue) => shownValue(field, one, format) || t('admin.empty');
  const theirs = JSON.stringify(value) === JSON.stringify(began) ? null : shownOf(value);
  const typed = parsed.isValid ? shownOf(parsed.value) : '';
  const save = (seen: number) => parsed.isValid && saving.mutate({ version: seen, value: parsed.value });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save(version);
  };
  return (
    <form
      className={classes.form}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !isConflict) onDone();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
    >
      <AdminFieldInput
        field={field}
        label={label}
        draft={draft}
        onDraft={setDraft}
        error={parsed.isValid ? undefined : t(`admin.invalid.${parsed.reason}`)}
      />
      {!isConflict && <FormFailure error={saving.error} />}
      <EditConflict
        opened={isConflict}
        title={t('admin.conflictOf', { field: label })}
        differences={theirs === null ? [] : [{ field: label, theirs, mine: typed }]}
        {...(data.version === version ? {} : { onKeepMine: () => save(data.version) })}
        onTakeTheirs={onDone}
        onGoOn={() => {
          setVersion(data.version);
          saving.reset();
        }}
        isPending={saving.isPending}
      />
      <div className={classes.buttons}>
        <Button size="compact-md" type="submit" loading={saving.isPending} disabled={!parsed.isValid || isConflict}>
          {t('admin.save')}
        </Button>
        <Button size="compact-md" variant="default" onClick={onDone}>
          {shell('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
