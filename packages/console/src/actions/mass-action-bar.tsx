import { Suspense } from 'react';
import type { MassActionTarget } from '../api/mass-actions.ts';
import { loadWords } from '../i18n/i18n.ts';
import { lazyPart } from '../ui/lazy-part.ts';

const Menu = lazyPart(async () => {
  const [menu] = await Promise.all([import('./mass-action-menu.tsx'), loadWords('actions')]);
  return { default: menu.MassActionMenu };
});

export type MassActionBarProps = {
  readonly target: MassActionTarget;
  /** How many computers the target has, as far as the list knows. */
  readonly count: number;
  /** They are archived: then the way back is offered. */
  readonly areArchived?: boolean;
  /** Called when an action has begun: the selection has done its work. */
  readonly onDone: () => void;
};

/** What can be done to the computers that are selected. Loaded when something is. */
export function MassActionBar(props: MassActionBarProps) {
  return (
    <Suspense fallback={null}>
      <Menu {...props} />
    </Suspense>
  );
}
