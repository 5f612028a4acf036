import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Setting, SettingValue } from '../../api/queries/admin.ts';

type SettingEditorProps = {
  readonly setting: Setting;
  readonly value: SettingValue;
  readonly error: string | null;
  readonly isPending: boolean;
  /** Switches take effect at once; of all else it is a draft. */
  readonly onChange: (value: SettingValue) => void;
};

/** The field in which a value of this type is typed or chosen. */
export function SettingEditor({ setting, value, error, isPending, onChange }: SettingEditorProps) {
  const { t } = useTranslation('admin');
  const { name, type, unit, choices } = setting;
  const named = { 'aria-label': name, 'aria-describedby': `meaning-${name}`, error };
  if (type === 'flag') {
    return (
      <Switch
        {...named}
        checked={value === true}
        disabled={isPending}
        label={value === true ? t('settings.on') : t('settings.off')}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  }
  if (type === 'integer') {
    return (
      <NumberInput
        {...named}
        value={typeof value === 'number' || typeof value === 'string' ? value : ''}
        allowDecimal={false}
        clampBehavior="none"
        hideControls={unit !== null}
        rightSectionWidth={unit === null ? 32 : 104}
        rightSection={unit === null ? undefined : <span aria-hidden>{t(`settings.units.${unit as 'hours'}`)}</span>}
        rightSectionProps={{ style: { justifyContent: 'end', paddingInlineEnd: unit === null ? 0 : 12 } }}
        rightSectionPointerEvents={unit === null ? 'all' : 'none'}
        onChange={onChange}
      />
    );
  }
  if (type === 'choice') {
    return (
      <Select
        {...named}
        value={String(value)}
        data={choices ?? []}
        allowDeselect={false}
        onChange={(next) => next !== null && onChange(next)}
      />
    );
  }
  if (type === 'list') {
    return (
      <Textarea
        {...named}
        autosize
        minRows={2}
        maxRows={10}
        placeholder={t('settings.onePerLine')}
        value={Array.isArray(value) ? value.join('\n') : ''}
        onChange={(event) => {
          const text = event.currentTarget.value;
          onChange(text === '' ? [] : text.split('\n'));
        }}
      />
    );
  }
  return <TextInput {...named} value={String(value)} onChange={(event) => onChange(event.currentTarget.value)} />;
}
