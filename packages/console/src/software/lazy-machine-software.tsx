import { Suspense } from 'react';
import { loadWords } from '../i18n/i18n.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import type { MachineSoftwareProps } from './machine-software.tsx';

const Loaded = lazyPart(async () => {
  const [{ MachineSoftware }] = await Promise.all([import('./machine-software.tsx'), loadWords('software')]);
  return { default: MachineSoftware };
});

/** What is decided of a software, on the page of a machine; script and words come with the first of them. */
export function LazyMachineSoftware(props: MachineSoftwareProps) {
  return (
    <Suspense>
      <Loaded {...props} />
    </Suspense>
  );
}
