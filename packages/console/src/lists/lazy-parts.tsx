import { Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import { loadWords } from '../i18n/i18n.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import type { FieldCatalogProps } from './field-catalog.tsx';
import type { FieldFilterProps } from './field-filter.tsx';
import type { FieldToolsLoaderProps } from './field-tools.tsx';

// What a list needs only after it is shown: the definitions of all sections, and how filters are written.

const Tools = lazyPart(async () => {
  const [{ FieldToolsLoader }] = await Promise.all([import('./field-tools.tsx'), loadWords('query')]);
  return { default: FieldToolsLoader };
});
const Filter = lazyPart(async () => {
  const [{ FieldFilter }] = await Promise.all([import('./field-filter.tsx'), loadWords('query')]);
  return { default: FieldFilter };
});
const Catalog = lazyPart(async () => {
  const [{ FieldCatalog }] = await Promise.all([import('./field-catalog.tsx'), loadWords('query')]);
  return { default: FieldCatalog };
});

export function LazyFieldTools(props: FieldToolsLoaderProps) {
  return (
    <Suspense>
      <Tools {...props} />
    </Suspense>
  );
}

/** Stands where the filter of a column will be. */
export function LazyPartWaiting() {
  return <Skeleton w="min(20rem, 80vw)" h={140} />;
}

export function LazyFieldFilter(props: FieldFilterProps) {
  return (
    <Suspense fallback={<LazyPartWaiting />}>
      <Filter {...props} />
    </Suspense>
  );
}

export function LazyFieldCatalog(props: FieldCatalogProps) {
  return (
    <Suspense fallback={<Skeleton h={160} mt="xs" />}>
      <Catalog {...props} />
    </Suspense>
  );
}
