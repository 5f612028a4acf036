import { useTranslation } from 'react-i18next';
import type { Setting, SettingValue } from '../../api/queries/admin.ts';
import { useFormat } from '../../i18n/use-format.ts';

/** A value of a setting as people read it: "24 hours", "On". */
export function useValueWords(): (setting: Pick<Setting, 'unit'>, value: SettingValue) => string {
  const { t } = useTranslation('admin');
  const format = useFormat();
  return ({ unit }, value) => {
    if (typeof value === 'boolean') return value ? t('settings.on') : t('settings.off');
    if (typeof value === 'number') {
      return unit === null ? format.number(value) : `${format.number(value)} ${t(`settings.units.${unit as 'hours'}`)}`;
    }
    const text = typeof value === 'string' ? value : value.join(', ');
    return text === '' ? t('settings.nothing') : text;
  };
}
