import { Suspense } from 'react';
import { loadWords } from '../i18n/i18n.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import type { WhyHereProps } from './why-here.tsx';

const Loaded = lazyPart(async () => {
  const [{ WhyHere }] = await Promise.all([import('./why-here.tsx'), loadWords('query')]);
  return { default: WhyHere };
});

/** Why a search finds a computer, on its page; script and words come when there is a search. */
export function LazyWhyHere(props: WhyHereProps) {
  return (
    <Suspense>
      <Loaded {...props} />
    </Suspense>
  );
}
