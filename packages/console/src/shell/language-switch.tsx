import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isLanguage, languages } from '../i18n/i18n.ts';
import { useLanguage } from './use-appearance.ts';

/** Each language by its own name, so that those who do not read the current one find theirs. */
export function LanguageSwitch({ fullWidth = false }: { readonly fullWidth?: boolean }) {
  const { t } = useTranslation();
  const [language, setLanguage] = useLanguage();
  return (
    <SegmentedControl
      size="xs"
      fullWidth={fullWidth}
      aria-label={t('shell.language')}
      value={language}
      onChange={(value) => {
        if (isLanguage(value)) setLanguage(value);
      }}
      data={languages.map((value) => ({ value, label: t(`languages.${value}`) }))}
    />
  );
}
