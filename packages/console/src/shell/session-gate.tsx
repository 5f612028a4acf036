import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../api/queries/session.ts';
import { SignInPage } from '../pages/sign-in-page.tsx';
import { Failure } from '../ui/failure.tsx';
import classes from './session-gate.module.css';

/** Shows what is inside to those who are signed in; the others sign in here, without leaving the address. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(sessionQuery);
  if (data === null) return <SignInPage />;
  if (data !== undefined) return children;
  if (error !== null) {
    return (
      <div className={classes.waiting}>
        <Failure error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  return (
    <div className={classes.waiting} role="status" aria-label={t('common.loading')}>
      <Loader type="dots" />
    </div>
  );
}
