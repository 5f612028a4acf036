import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Failure } from './failure.tsx';

type Asked = { readonly data: unknown; readonly error: unknown; readonly refetch: () => unknown };

type NotLoadedProps = {
  /** What is asked; `useQuery` returns it. */
  readonly query: Asked;
  /** About what the answer will take, in pixels, so that the page does not jump. */
  readonly height: number;
};

/** Stands where an answer will be: that it is awaited, or why it does not come and a way to ask again. Nothing once it is there. */
export function NotLoaded({ query, height }: NotLoadedProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = query;
  if (data !== undefined) return null;
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  return <Skeleton height={height} role="status" aria-busy aria-label={t('common.loading')} />;
}
