import { useTranslation } from 'react-i18next';
import { UnsavedGuard as Guard } from '../editing/unsaved-guard.tsx';

/** Asks before a page of the administration with changes that are not saved is left. */
export function UnsavedGuard({ isDirty }: { readonly isDirty: boolean }) {
  const { t } = useTranslation('admin');
  return <Guard isDirty={isDirty} title={t('unsaved.title')} text={t('unsaved.text')} leave={t('unsaved.leave')} />;
}
