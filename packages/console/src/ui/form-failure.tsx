import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isUnreachable } from '../api/api-error.ts';
import { FailureCode } from './failure-code.tsx';
import { failureWords } from './failure-words.ts';

/** Why a form was refused; nothing while it was not. */
export function FormFailure({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  if (error === null || error === undefined) return null;
  const words = failureWords(error, t);
  return (
    <Alert variant="light" color="red" role="alert" icon={<IconAlertTriangle aria-hidden />} title={words.title}>
      {/* What is sent is not repeated behind anybody's back. */}
      {isUnreachable(error) ? t('errors.unreachableForm') : words.hint}
      <FailureCode words={words} />
    </Alert>
  );
}
