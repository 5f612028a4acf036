import { type MassAction, type MassActionName, massActionNames } from '../api/mass-actions.ts';

/** What a person chooses in the menu; TAG is a field with a place of its own. */
export type Deed = 'tag' | MassActionName;

/** What a person chose, by what became of it; null: this console does not know it. */
export function deedOf({ action, summary }: Pick<MassAction, 'action' | 'summary'>): Deed | null {
  const isTag = action === 'admin-data' && summary.length === 1 && summary[0]?.subject === 'TAG';
  return isTag ? 'tag' : (massActionNames.find((one) => one === action) ?? null);
}
