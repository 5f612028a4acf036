import { Box } from '@mantine/core';
import { Suspense } from 'react';
import { loadWords } from '../i18n/i18n.ts';
import { lazyPart } from '../ui/lazy-part.ts';

const Tray = lazyPart(async () => {
  const [tray] = await Promise.all([import('./jobs-button.tsx'), loadWords('actions')]);
  return { default: tray.JobsButton };
});

/** What runs in the background for the one who is signed in; it stays out of the way of the first page. */
export function JobsTray() {
  return (
    <Suspense fallback={<Box w={34} h={34} />}>
      <Tray />
    </Suspense>
  );
}
