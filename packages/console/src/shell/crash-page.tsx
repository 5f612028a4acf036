import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Failure } from '../ui/failure.tsx';

/** What stands where a page threw. A new release may have replaced the files of the open page: reloading helps there too. */
export function CrashPage({ error }: ErrorComponentProps) {
  const { t } = useTranslation();
  const action = <Button onClick={() => window.location.reload()}>{t('errors.reload')}</Button>;
  return <Failure error={error} action={action} />;
}
