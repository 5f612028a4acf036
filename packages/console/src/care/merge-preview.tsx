import { Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import { loadWords } from '../i18n/i18n.ts';
import { lazyPart } from '../ui/lazy-part.ts';

const Facts = lazyPart(async () => {
  const [facts] = await Promise.all([import('./merge-facts.tsx'), loadWords('care')]);
  return { default: facts.MergeFacts };
});

export type MergePreviewProps = {
  /** The record that stays. */
  readonly survivorId: number;
  /** The record, or records, that go into it. */
  readonly mergedId: number | readonly number[];
};

/** What merging records would make of them. It asks the server itself, and brings its own words: usable on any page. */
export function MergePreview({ survivorId, mergedId }: MergePreviewProps) {
  const mergedIds = typeof mergedId === 'number' ? [mergedId] : mergedId;
  return (
    <Suspense fallback={<Skeleton height={140} />}>
      <Facts survivorId={survivorId} mergedIds={mergedIds} />
    </Suspense>
  );
}
