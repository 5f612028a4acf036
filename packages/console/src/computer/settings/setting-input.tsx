import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssetSetting, SettingValue } from '../../api/machine-types.ts';

type Props = {
  readonly setting: AssetSetting;
  /** Null: what is typed is no value. */
  readonly value: SettingValue | null;
  readonly onChange: (value: SettingValue | null) => void;
};

/** What a setting's value is typed into or chosen from, by its type; numbers are held to their range. */
export function SettingInput({ setting, value, onChange }: Props) {
  const { t } = useTranslation('machine');
  const { t: shell } = useTranslation();
  const label = t('settings.changeOf', { name: setting.name });
  const [text, setText] = useState(Array.isArray(value) ? value.join('\n') : String(value ?? ''));
  const common = { size: 'sm', 'aria-label': label, autoFocus: true } as const;
  if (setting.type === 'flag') {
    const options = [
      { value: 'true', label: shell('common.yes') },
      { value: 'false', label: shell('common.no') },
    ];
    return (
      <NativeSelect
        {...common}
        value={String(value)}
        data={options}
        onChange={(event) => onChange(event.currentTarget.value === 'true')}
      />
    );
  }
  if (setting.type === 'choice') {
    return (
      <NativeSelect
        {...common}
        value={String(value)}
        data={setting.choices ?? []}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  if (setting.type === 'list') {
    return (
      <Textarea
        {...common}
        autosize
        minRows={2}
        maxRows={10}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          onChange(currentTarget.value.split(/\s+/).filter((item) => item !== ''));
        }}
      />
    );
  }
  const { min, max, unit } = setting;
  const range = min !== null && max !== null ? t('settings.range', { min, max, unit: unit ?? '' }) : undefined;
  return (
    <TextInput
      {...common}
      inputMode={setting.type === 'integer' ? 'numeric' : 'text'}
      autoComplete="off"
      value={text}
      description={range?.trim()}
      error={value === null ? range : undefined}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        onChange(setting.type === 'integer' ? integerOf(currentTarget.value, min, max) : currentTarget.value);
      }}
    />
  );
}

function integerOf(text: string, min: number | null, max: number | null): number | null {
  if (!/^\s*-?\d{1,10}\s*$/.test(text)) return null;
  const number = Number(text);
  return (min !== null && number < min) || (max !== null && number > max) ? null : number;
}
