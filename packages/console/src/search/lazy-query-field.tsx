import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { loadWords } from '../i18n/i18n.ts';
import type { QueryFieldProps } from './query-field.tsx';

const Loaded = lazy(async () => {
  const [{ QueryField }] = await Promise.all([import('./query-field.tsx'), loadWords('query')]);
  return { default: QueryField };
});

/** The box for a query on pages that are not about searching: its script and words come after the page. */
export function LazyQueryField(props: QueryFieldProps) {
  return (
    <Suspense fallback={<Skeleton h={38} radius="md" style={{ flex: 1 }} />}>
      <Loaded {...props} />
    </Suspense>
  );
}
