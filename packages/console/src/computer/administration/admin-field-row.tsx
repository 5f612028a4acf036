import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveAdminData } from '../../api/machine-actions.ts';
import type { AdminData, AdminField, AdminValue } from '../../api/machine-types.ts';
import { adminDataQuery } from '../../api/queries/machine.ts';
import { SaveConflict } from '../../editing/save-conflict.tsx';
import { useGuardedSave } from '../../editing/use-guarded-save.ts';
import { displayText } from '../../format/display-text.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import classes from './admin-data-panel.module.css';
import { draftOf, parseDraft, shownValue } from './admin-draft.ts';
import { AdminFieldInput } from './admin-field-input.tsx';

type Props = {
  readonly assetId: number;
  readonly field: AdminField;
  readonly data: AdminData;
};

/** One administrative value: shown, and at a click changed where it stands. */
export function AdminFieldRow({ assetId, field, data }: Props) {
  const { t } = useTranslation('machine');
  const format = useFormat();
  const [isEditing, setEditing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const value = storedValue(data, field);
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
          <Editor assetId={assetId} field={field} data={data} value={value} label={label} onDone={close} />
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

const storedValue = (data: AdminData, field: AdminField): AdminValue =>
  data.values.find(({ fieldId }) => fieldId === field.id)?.value ?? null;

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

function Editor({ assetId, field, data, value, label, onDone }: EditorProps) {
  const { t } = useTranslation('machine');
  const { t: shell } = useTranslation();
  const queries = useQueryClient();
  const format = useFormat();
  const [draft, setDraft] = useState(() => draftOf(field, value));
  const [began] = useState(value);
  const parsed = parseDraft(field, draft);
  const edit = useGuardedSave({
    stored: data,
    send: (next: AdminValue, seen) =>
      saveAdminData(assetId, seen.version, { [String(field.id)]: next as string | number | number[] | null }),
    read: () => queries.fetchQuery({ ...adminDataQuery(assetId), staleTime: 0 }),
    onSaved: async (stored) => {
      queries.setQueryData(adminDataQuery(assetId).queryKey, stored);
      await queries.invalidateQueries({ queryKey: ['asset', assetId] });
      onDone();
    },
  });
  const shownOf = (one: AdminValue) => shownValue(field, one, format) || t('admin.empty');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (parsed.isValid) edit.save(parsed.value);
  };
  return (
    <form
      className={classes.form}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && edit.conflict === null) onDone();
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
      <FormFailure error={edit.failure} />
      <SaveConflict
        edit={edit}
        title={t('admin.conflictOf', { field: label })}
        describe={(stored, mine) => {
          const theirs = storedValue(stored, field);
          // Another field was changed: of this one, both say the same as before.
          if (JSON.stringify(theirs) === JSON.stringify(began)) return { differences: [] };
          return { differences: [{ field: label, theirs: shownOf(theirs), mine: shownOf(mine) }] };
        }}
        onTakeTheirs={onDone}
      />
      <div className={classes.buttons}>
        <Button size="compact-md" type="submit" loading={edit.isPending} disabled={!parsed.isValid}>
          {t('admin.save')}
        </Button>
        <Button size="compact-md" variant="default" onClick={onDone}>
          {shell('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
