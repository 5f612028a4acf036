import type { SearchNode } from '@muster/protocol/query';
import { printQuery } from '@muster/protocol/query';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent, SettingValue } from '../../api/queries/admin.ts';
import { settingsQuery } from '../../api/queries/admin.ts';
import { groupListQuery } from '../../api/queries/groups.ts';
import { searchFieldsQuery } from '../../api/queries/search.ts';
import { useAdminWords } from '../../computer/administration/use-admin-words.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useValueWords } from '../settings/use-value-words.ts';
import type { Dictionary } from './readable-event.ts';

/** The most groups that names are looked up of; of others the number is shown. */
const GROUPS = { q: '', page: 1, size: 500, kind: null } as const;

/** What the events of a page are put into words with; only what they need is asked for. */
export function useDictionary(events: readonly AuditEvent[]): Dictionary {
  const { t, i18n } = useTranslation('admin');
  const format = useFormat();
  const admin = useAdminWords();
  const counted = useCounted('admin');
  const valueWords = useValueWords();
  const has = (words: RegExp) => events.some((event) => words.test(`${event.action} ${JSON.stringify(event.after)}`));
  const settings = useQuery({ ...settingsQuery, enabled: has(/setting/) });
  const groups = useQuery({ ...groupListQuery(GROUPS), enabled: has(/^group|groupId/) });
  const fields = useQuery({ ...searchFieldsQuery, enabled: has(/"tree"/) });
  return useMemo(() => {
    const wordFor = (key: string) => (i18n.exists(key, { ns: 'admin' }) ? t(key as 'audit.properties.name') : null); // safe: it exists
    return {
      admin,
      format,
      yesNo: (value) => t(value ? 'settings.on' : 'settings.off'),
      property: (name) => (/^\w+$/.test(name) ? wordFor(`audit.properties.${name}`) : null),
      code: (property, value) => (/^[\w-]+$/.test(value) ? wordFor(`audit.codes.${property}-${value}`) : null),
      setting: (name, value) => {
        const known = settings.data?.items.find((one) => one.name === name);
        // Safe: what a setting has is of its type; what it had once is a value of JSON, too.
        return known === undefined || value === null ? null : valueWords(known, value as SettingValue);
      },
      group: (id) => groups.data?.items.find((one) => one.id === id)?.name ?? null,
      computers: (count) => counted('audit.computers', count),
      query: (tree) => {
        if (fields.data === undefined) return null;
        try {
          return printQuery(tree as SearchNode, fields.data); // safe: what was stored was checked
        } catch {
          return null; // of fields that there are no more
        }
      },
    };
  }, [t, i18n, admin, format, counted, valueWords, settings.data, groups.data, fields.data]);
}
