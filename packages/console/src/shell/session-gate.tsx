import { Loader } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lastUserKey, sessionQuery } from '../api/queries/session.ts';
import { Failure } from '../ui/failure.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import classes from './session-gate.module.css';

// Who is signed in already has no use for them.
const SignInPage = lazyPart(async () => ({ default: (await import('../sign-in/sign-in-page.tsx')).SignInPage }));
const SignInDialog = lazyPart(async () => ({ default: (await import('./sign-in-dialog.tsx')).SignInDialog }));

/**
 * Shows what is inside to those who are signed in; the others sign in here, without leaving the address.
 *
 * Where a session ends while somebody is inside, the page stays as it is below the sign-in, with everything typed into it.
 */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(sessionQuery);
  // Null again once somebody left by their own will: see `signOut`.
  const [inside, setInside] = useState<string | null>(null);
  const userName = data?.user.name;
  useEffect(() => {
    if (userName === undefined) return;
    queries.setQueryData(lastUserKey, userName);
    setInside(userName);
  }, [userName, queries]);
  const hasLeft = data === null && queries.getQueryData(lastUserKey) == null;
  useEffect(() => {
    if (hasLeft) setInside(null);
  }, [hasLeft]);

  const shown = userName ?? (hasLeft ? null : inside);
  if (shown !== null && data !== undefined) {
    const isLocked = data === null;
    return (
      <>
        {/* Another user finds nothing of what the one before had typed. */}
        <div key={shown} className={classes.inside} inert={isLocked}>
          {children}
        </div>
        <Suspense>{isLocked && <SignInDialog userName={shown} />}</Suspense>
      </>
    );
  }
  if (data === null) {
    return (
      <Suspense>
        <SignInPage />
      </Suspense>
    );
  }
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
