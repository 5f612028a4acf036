import { usePreference } from '../api/preferences.ts';
import { type Arrangement, addTile, DEFAULT_ARRANGEMENT, parseArrangement } from '../dashboard/arrangement.ts';

/** Whether the number that a stored search finds stands on the dashboard, and how it gets there. */
export function useDashboardTile(searchId: number): { readonly isThere: boolean; readonly add: () => void } {
  const [arrangement, arrange] = usePreference<Arrangement>('dashboard', DEFAULT_ARRANGEMENT, parseArrangement);
  const id = `search:${searchId}` as const;
  return {
    isThere: arrangement.some((tile) => tile.id === id),
    add: () => arrange(addTile(arrangement, id)),
  };
}
