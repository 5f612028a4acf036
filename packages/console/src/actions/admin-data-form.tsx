import { ActionIcon, Loader, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settableFieldsQuery } from '../api/queries/mass-actions.ts';
import { useFormat } from '../i18n/use-format.ts';
import { Failure } from '../ui/failure.tsx';
import classes from './admin-data-form.module.css';
import { type FieldValue, FieldValueInput } from './field-value-input.tsx';

type AdminDataFormProps = {
  readonly onlyTag: boolean;
  /** The parameters of the action; null while nothing is chosen. */
  readonly onChange: (parameters: object | null) => void;
};

/** Which fields shall have which values. An empty value clears the field. */
export function AdminDataForm({ onlyTag, onChange }: AdminDataFormProps) {
  const { t } = useTranslation('actions');
  const { language } = useFormat();
  const fields = useQuery(settableFieldsQuery);
  const [chosen, setChosen] = useState<readonly (readonly [fieldId: number, value: FieldValue])[]>([]);

  const tagId = fields.data?.find(({ builtIn }) => builtIn)?.id;
  useEffect(() => {
    if (onlyTag && tagId !== undefined) setChosen([[tagId, null]]);
  }, [onlyTag, tagId]);
  useEffect(() => {
    const values = Object.fromEntries(chosen.map(([id, value]) => [String(id), value]));
    onChange(chosen.length === 0 ? null : { values });
  }, [chosen, onChange]);

  if (fields.isError) return <Failure error={fields.error} onRetry={() => void fields.refetch()} />;
  if (fields.data === undefined) return <Loader size="sm" aria-label={t('preview.loading')} />;
  const labelOf = (field: (typeof fields.data)[number]) =>
    (language === 'fr' ? field.label.fr : null) ?? field.label.en;
  const free = fields.data.filter(({ id }) => !chosen.some(([one]) => one === id));
  const set = (id: number, value: FieldValue) =>
    setChosen(chosen.map((pair) => (pair[0] === id ? ([id, value] as const) : pair)));

  return (
    <div className={classes.form}>
      {chosen.map(([id, value]) => {
        const field = fields.data.find((one) => one.id === id);
        if (field === undefined) return null;
        return (
          <div key={id} className={classes.row}>
            <FieldValueInput field={field} label={labelOf(field)} value={value} onChange={(next) => set(id, next)} />
            {!onlyTag && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('form.removeField', { field: labelOf(field) })}
                onClick={() => setChosen(chosen.filter(([one]) => one !== id))}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            )}
          </div>
        );
      })}
      {!onlyTag && free.length > 0 && (
        <Select
          label={chosen.length === 0 ? t('form.field') : t('form.anotherField')}
          placeholder={t('form.chooseField')}
          searchable
          data-autofocus={chosen.length === 0 || undefined}
          value={null}
          data={free.map((field) => ({ value: String(field.id), label: labelOf(field) }))}
          onChange={(id) => id !== null && setChosen([...chosen, [Number(id), null]])}
          comboboxProps={{ withinPortal: true }}
        />
      )}
      {chosen.length > 0 && <p className={classes.hint}>{t('form.emptyClears')}</p>}
    </div>
  );
}
