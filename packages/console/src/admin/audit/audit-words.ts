import type { AuditEvent } from '../../api/queries/admin.ts';

/** Where what was done can be looked at; null: nowhere. `asset 12` leads to the machine. */
export function placeOf({ action, target }: Pick<AuditEvent, 'action' | 'target'>): string | null {
  const [kind = '', ...rest] = target.split(' ');
  const name = rest.join(' ');
  if (kind === 'asset' && /^\d+$/.test(name)) return `/computers/${name}`;
  if (kind === 'setting') return `/administration/settings?setting=${encodeURIComponent(name)}`;
  if (kind === 'field') return '/administration/admin-fields';
  if (kind === 'registryQuery') return `/administration/registry-queries?query=${encodeURIComponent(name)}`;
  if (target.startsWith('agent file ')) return '/administration/agent-files';
  if (action.startsWith('agentLabel.')) return '/administration/agent-label';
  if (kind === 'group' && /^\d+$/.test(name)) return `/groups/${name}`;
  return null;
}

export type Difference = { readonly key: string; readonly before: string | null; readonly after: string | null };

export const textOf = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What differs between before and after: by name where they have names, else as a whole. */
export function differences({ before, after }: Pick<AuditEvent, 'before' | 'after'>): Difference[] {
  const sides = [before, after].filter((side) => side !== null && side !== undefined);
  if (sides.length === 0) return [];
  if (!sides.every(isObject)) return [{ key: '', before: textOf(before), after: textOf(after) }];
  const [was, is] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((key) => ({ key, before: textOf(was[key]), after: textOf(is[key]) }))
    .filter((one) => one.before !== one.after);
}
