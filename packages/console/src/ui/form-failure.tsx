import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { failureWords } from './failure-words.ts';

/** Why a form was refused; nothing while it was not. */
export function FormFailure({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  if (error === null || error === undefined) return null;
  const words = failureWords(error, t);
  return (
    <Alert variant="light" color="red" role="alert" icon={<IconAlertTriangle aria-hidden />} title={words.title}>
      {words.hint}
    </Alert>
  );
}
