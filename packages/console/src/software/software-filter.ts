import type { DecidedBy, SoftwareFilter } from '../api/queries/software.ts';
import type { Search } from '../table/table-state.ts';
import { AMONG_NAMES, amongOf } from './among.ts';

/** Names of the parameters of the list's address. */
const TEXTS = ['name', 'publisher'] as const;
const NUMBERS = ['categoryId', 'machinesFrom', 'machinesTo', 'versionsFrom', 'versionsTo'] as const;

export const FILTER_NAMES = [...TEXTS, ...NUMBERS, 'unwanted', 'installed', 'decidedBy', ...AMONG_NAMES] as const;

const DECIDED: readonly DecidedBy[] = ['none', 'rule', 'hand'];

/** What narrows the list, from its address; anything may stand there. */
export function readFilter(search: Search): SoftwareFilter {
  const texts = TEXTS.flatMap((name) => ((search[name] ?? '') === '' ? [] : [[name, search[name]?.slice(0, 200)]]));
  const numbers = NUMBERS.flatMap((name) => {
    const value = Number(search[name] ?? '');
    return (search[name] ?? '') !== '' && Number.isSafeInteger(value) && value >= 0 ? [[name, value]] : [];
  });
  const decidedBy = DECIDED.find((one) => one === search.decidedBy);
  return {
    ...Object.fromEntries([...texts, ...numbers]),
    ...amongOf(search),
    ...(search.unwanted === 'yes' ? { unwanted: 'yes' } : {}),
    ...(search.installed === 'no' || search.installed === 'all' ? { installed: search.installed } : {}),
    ...(decidedBy === undefined ? {} : { decidedBy }),
  };
}

/** The address with another filter, on its first page; everything else stays. */
export function writeFilter(search: Search, filter: SoftwareFilter): Search {
  const next: Record<string, string | undefined> = { ...search };
  for (const name of [...FILTER_NAMES, 'page']) delete next[name];
  for (const [name, value] of Object.entries(filter))
    if (value !== undefined && value !== '') next[name] = String(value);
  return next;
}
