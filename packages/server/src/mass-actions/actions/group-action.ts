import { z } from 'zod';
import type { GroupService } from '../../groups/group-service.ts';
import type { DataAction } from '../mass-action.ts';

const decision = z.enum(['include', 'exclude', 'reset']);
type Decision = z.infer<typeof decision>;

const parameters = z.strictObject({
  groupId: z.int().positive(),
  decision: decision.describe(
    '"reset" forgets what was decided by hand: out of a static group, up to the search of a dynamic one.',
  ),
});

type Needs = {
  readonly groups: Pick<GroupService, 'lock' | 'nameWithin' | 'decisions' | 'decideWithin'>;
  readonly told: (assetIds: readonly number[]) => void;
};

/** Into a group, out of it, or as its search says. */
export function groupAction({ groups, told }: Needs): DataAction<z.infer<typeof parameters>> {
  return {
    kind: 'data',
    name: 'group',
    description: 'Includes them in a group, excludes them from it, or forgets what was decided by hand.',
    permission: 'group.write',
    parameters,
    atOnce: 500,
    isUndoable: true,
    needsCount: false,
    lock: groups.lock,
    async begin(executor, { groupId, decision: wanted }) {
      const name = await groups.nameWithin(executor, groupId);
      return {
        summary: [{ subject: name, before: null, after: wanted }],
        async current(trx, assetIds) {
          const decided = await groups.decisions(trx, groupId, assetIds);
          return new Map(assetIds.map((id) => [id, decided.get(id) ?? 'reset']));
        },
        wanted: () => wanted,
        async write(trx, values) {
          for (const action of decision.options) {
            const ids = [...values].filter(([, value]) => value === action).map(([id]) => id);
            if (ids.length > 0) await groups.decideWithin(trx, groupId, ids, action);
          }
        },
        saved: told,
        show: (before, after) => [{ subject: name, before: shown(before), after: shown(after) }],
      };
    },
  };
}

const shown = (value: unknown): Decision | null => (value === 'include' || value === 'exclude' ? value : null);
