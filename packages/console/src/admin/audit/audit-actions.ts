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

type Known = { readonly subject: (typeof subjects)[number]; readonly verb: (typeof verbs)[number] };

/** The two parts of an action for which there are words; null: there are none. */
export function partsOf(action: string): Known | null {
  const [first, second, ...rest] = action.split('.');
  const subject = subjects.find((name) => name === first);
  const verb = verbs.find((name) => name === second);
  return subject === undefined || verb === undefined || rest.length > 0 ? null : { subject, verb };
}
