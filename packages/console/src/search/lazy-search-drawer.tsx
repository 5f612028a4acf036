import { Suspense, useState } from 'react';
import { loadWords } from '../i18n/i18n.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import type { SearchDrawerProps } from './search-drawer.tsx';

const Loaded = lazyPart(async () => {
  const [{ SearchDrawer }] = await Promise.all([import('./search-drawer.tsx'), loadWords('query')]);
  return { default: SearchDrawer };
});

/** The builder beside a list; its script comes when it is opened first. */
export function LazySearchDrawer(props: SearchDrawerProps) {
  const [wasOpened, setOpened] = useState(false);
  if (props.opened && !wasOpened) setOpened(true);
  return wasOpened ? (
    <Suspense>
      <Loaded {...props} />
    </Suspense>
  ) : null;
}
