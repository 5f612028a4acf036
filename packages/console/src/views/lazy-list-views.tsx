import { Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import { loadWords } from '../i18n/i18n.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import type { ListViewsProps } from './list-views.tsx';

const Loaded = lazyPart(async () => {
  const [{ ListViews }] = await Promise.all([import('./list-views.tsx'), loadWords('lists')]);
  return { default: ListViews };
});

/** The saved views of a list, loaded after its rows. */
export function LazyListViews(props: ListViewsProps) {
  return (
    <Suspense fallback={<Skeleton w={104} h={34} />}>
      <Loaded {...props} />
    </Suspense>
  );
}
