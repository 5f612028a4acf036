import { NumberInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { overridableSettingsQuery } from '../api/queries/mass-actions.ts';
import { useFormat } from '../i18n/use-format.ts';
import { Failure } from '../ui/failure.tsx';
import classes from './admin-data-form.module.css';

type SettingFormProps = { readonly onChange: (parameters: object | null) => void };

type Value = number | boolean | string | readonly string[];

/** Which setting, and the value that single computers shall have of their own, or none. */
export function SettingForm({ onChange }: SettingFormProps) {
  const { t } = useTranslation('actions');
  const { language } = useFormat();
  const settings = useQuery(overridableSettingsQuery);
  const [name, setName] = useState<string | null>(null);
  const [isOwn, setIsOwn] = useState(true);
  const [value, setValue] = useState<Value | null>(null);
  const setting = settings.data?.find((one) => one.name === name);
  useEffect(() => {
    if (name === null || (isOwn && value === null)) onChange(null);
    else if (!isOwn) onChange({ name, value: null });
    else onChange({ name, value: Array.isArray(value) ? value.filter((line) => line.trim() !== '') : value });
  }, [name, isOwn, value, onChange]);

  if (settings.isError) return <Failure error={settings.error} onRetry={() => void settings.refetch()} />;
  const choose = (next: string | null) => {
    setName(next);
    setValue(settings.data?.find((one) => one.name === next)?.value ?? null);
  };
  return (
    <>
      <Select
        label={t('form.setting')}
        placeholder={t('form.chooseSetting')}
        searchable
        data={(settings.data ?? []).map((one) => ({ value: one.name, label: one.name }))}
        value={name}
        onChange={choose}
        data-autofocus
      />
      {setting !== undefined && (
        <>
          <p className={classes.hint}>{setting.meaning[language]}</p>
          <SegmentedControl
            fullWidth
            aria-label={t('form.settingKind')}
            value={isOwn ? 'own' : 'inherit'}
            onChange={(kind) => setIsOwn(kind === 'own')}
            data={[
              { value: 'own', label: t('form.settingOwn') },
              { value: 'inherit', label: t('form.settingInherit') },
            ]}
          />
          {isOwn && <ValueInput setting={setting} value={value} onChange={setValue} />}
        </>
      )}
    </>
  );
}

type ValueInputProps = {
  readonly setting: {
    readonly type: 'integer' | 'flag' | 'text' | 'choice' | 'list';
    readonly min: number | null;
    readonly max: number | null;
    readonly unit: string | null;
    readonly choices: readonly string[] | null;
  };
  readonly value: Value | null;
  readonly onChange: (value: Value | null) => void;
};

function ValueInput({ setting, value, onChange }: ValueInputProps) {
  const { t } = useTranslation('actions');
  const { type, min, max, unit, choices } = setting;
  const label = unit === null ? t('form.value') : t('form.valueIn', { unit });
  if (type === 'integer') {
    return (
      <NumberInput
        label={label}
        allowDecimal={false}
        {...(min === null ? {} : { min })}
        {...(max === null ? {} : { max })}
        value={typeof value === 'number' ? value : ''}
        onChange={(given) => onChange(typeof given === 'number' ? given : null)}
      />
    );
  }
  if (type === 'flag') {
    return (
      <SegmentedControl
        aria-label={label}
        value={value === true ? 'on' : 'off'}
        onChange={(given) => onChange(given === 'on')}
        data={(['on', 'off'] as const).map((one) => ({ value: one, label: t(`values.${one}`) }))}
      />
    );
  }
  if (type === 'choice') {
    return (
      <Select
        label={label}
        data={[...(choices ?? [])]}
        value={typeof value === 'string' ? value : null}
        onChange={onChange}
      />
    );
  }
  if (type === 'list') {
    const lines = Array.isArray(value) ? value.join('\n') : '';
    return (
      <Textarea
        label={label}
        rows={4}
        description={t('form.onePerLine')}
        value={lines}
        onChange={(event) => onChange(event.currentTarget.value.split('\n'))}
      />
    );
  }
  return (
    <TextInput
      label={label}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
