import { useTranslation } from 'react-i18next';
import type { AssetSetting, SettingValue } from '../../api/machine-types.ts';
import { useFormat } from '../../i18n/use-format.ts';

/** A setting's value for people: with its unit, yes and no in words. */
export function useShownSetting(): (setting: AssetSetting, value: SettingValue) => string {
  const { t } = useTranslation('machine');
  const { t: shell } = useTranslation();
  const format = useFormat();
  return ({ unit }, value) => {
    if (typeof value === 'boolean') return value ? shell('common.yes') : shell('common.no');
    if (typeof value === 'number') {
      const number = format.number(value);
      return unit === null ? String(value) : `${number}\u00a0${isUnit(unit) ? t(`settings.units.${unit}`) : unit}`;
    }
    const text = typeof value === 'string' ? value : value.join(', ');
    return text === '' ? t('settings.empty') : text;
  };
}

const UNITS = ['milliseconds', 'seconds', 'minutes', 'hours', 'days', 'cycles', 'machines'] as const;
const isUnit = (unit: string): unit is (typeof UNITS)[number] => UNITS.some((known) => known === unit);
