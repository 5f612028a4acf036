import type { RegistryDefinition, RegistryQuery } from '../../api/queries/admin.ts';

/** Hives, by the numbers that agents know. */
export const TREES = [
  'HKEY_CLASSES_ROOT',
  'HKEY_CURRENT_USER',
  'HKEY_LOCAL_MACHINE',
  'HKEY_USERS',
  'HKEY_CURRENT_CONFIG',
  'HKEY_DYN_DATA',
] as const;

const SHORT: Readonly<Record<string, number>> = { HKCR: 0, HKCU: 1, HKLM: 2, HKU: 3, HKCC: 4 };

/** What stands in the form; new questions are mostly about the whole machine. */
export function registryDraft(query: RegistryQuery | null): RegistryDefinition {
  if (query === null) return { name: '', tree: 2, key: '', value: '*' };
  const { name, tree, key, value } = query;
  return { name, tree, key, value };
}

/** A key as it is copied from an editor, `HKLM\SOFTWARE\X`, in its two parts. */
export function splitKey(text: string, tree: number): { readonly tree: number; readonly key: string } {
  const plain = text.replace(/^Computer\\|^Ordinateur\\/i, '');
  const [head = '', ...rest] = plain.split('\\');
  const name = head.toUpperCase().replace(/:$/, '');
  const known = SHORT[name] ?? TREES.indexOf(name as (typeof TREES)[number]);
  return known === -1 || rest.length === 0 ? { tree, key: text } : { tree: known, key: rest.join('\\') };
}

/** The first field that is not filled. */
export function registryProblem({ name, key, value }: RegistryDefinition): 'name' | 'key' | 'value' | null {
  if (name.trim() === '') return 'name';
  if (key.replace(/\\/g, '').trim() === '') return 'key';
  return value.trim() === '' ? 'value' : null;
}
