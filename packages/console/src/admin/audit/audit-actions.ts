// Actions are `subject.verb`; rooms name theirs, and one that is not known here is shown as it is.

const subjects = [
  'adminData',
  'adminField',
  'agentFile',
  'agentLabel',
  'asset',
  'attachment',
  'deletion',
  'device',
  'deviceType',
  'group',
  'massAction',
  'network',
  'note',
  'ocs',
  'registryQuery',
  'search',
  'session',
  'setting',
  'setup',
  'software',
  'softwareAliases',
  'softwareCategory',
  'softwareRules',
  'suspicion',
  'user',
  'view',
] as const;

const verbs = [
  'add',
  'archive',
  'begin',
  'cancel',
  'clear',
  'complete',
  'create',
  'delete',
  'end',
  'exclude',
  'forget',
  'identify',
  'ignored',
  'import',
  'include',
  'inherit',
  'merge',
  'migrate',
  'open',
  'override',
  'password',
  'refuse',
  'remove',
  'rename',
  'reorder',
  'reset',
  'resetChecksum',
  'restore',
  'set',
  'split',
  'start',
  'token',
  'undo',
  'unidentify',
  'unmerge',
  'update',
  'updateMany',
  'upload',
  'wake',
] as const;

/** What targets call things, where the actions call them otherwise. */
const KINDS: Readonly<Record<string, (typeof subjects)[number]>> = { field: 'adminField', 'agent file': 'agentFile' };

/** The thing that something was done to: what it is, and its name or number; null: there are no words for it. */
export function thingOf(target: string): { readonly subject: Known['subject']; readonly name: string } | null {
  const [, kind = '', name = ''] = /^(agent file|mass action|[A-Za-z]+) (.+)$/s.exec(target) ?? [];
  const wanted = kind === 'mass action' ? 'massAction' : (Object.hasOwn(KINDS, kind) && KINDS[kind]) || kind;
  const subject = subjects.find((one) => one === wanted);
  return subject === undefined ? null : { subject, name };
}

type Known = { readonly subject: (typeof subjects)[number]; readonly verb: (typeof verbs)[number] };

/** The two parts of an action for which there are words; null: there are none. */
export function partsOf(action: string): Known | null {
  const [first, second, ...rest] = action.split('.');
  const subject = subjects.find((name) => name === first);
  const verb = verbs.find((name) => name === second);
  return subject === undefined || verb === undefined || rest.length > 0 ? null : { subject, verb };
}
