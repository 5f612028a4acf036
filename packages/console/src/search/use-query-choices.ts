import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { storedSearchListQuery } from '../api/queries/search.ts';
import type { Choice } from './completion-list.tsx';
import { useCompletion } from './use-completion.ts';
import { useRecentQueries } from './use-recent-queries.ts';
import { useSearchFields } from './use-search-fields.ts';
import { useStoredQuery } from './use-stored-query.ts';

/** The longest list of choices shown at once; the rest is a letter away. */
const MOST = 40;

/** Of what was asked before and what is kept, so many stand in the empty field. */
const RECENT = 6;
const SAVED = 12;

/** What can be chosen at a place of a query: words that go there; where nothing is written, what was asked before and what is kept. */
export function useQueryChoices(text: string, cursor: number, isOpen: boolean) {
  const { fields, sectionLabel } = useSearchFields();
  // Of a section, the section is said too: there are many names.
  const offered = useMemo(
    () =>
      fields?.map((field) =>
        field.section === null ? field : { ...field, label: `${sectionLabel(field.section)} · ${field.label}` },
      ),
    [fields, sectionLabel],
  );
  const [recent, note] = useRecentQueries();
  const completions = useCompletion(text, cursor, offered, isOpen);
  const isAtStart = isOpen && text === '';
  const { data: saved } = useQuery({ ...storedSearchListQuery({ q: '', page: 1, size: SAVED }), enabled: isAtStart });
  const textOf = useStoredQuery();
  const choices = useMemo((): readonly Choice[] => {
    if (text !== '') return completions.options.slice(0, MOST);
    const before = recent.slice(0, RECENT).map((one): Choice => ({ text: one, kind: 'recent', detail: '' }));
    const kept = (saved?.items ?? []).map((one): Choice => ({ text: textOf(one), kind: 'saved', detail: one.name }));
    const whole = kept.filter((one) => one.text !== '' && !before.some((other) => other.text === one.text));
    return [...before, ...whole, ...completions.options].slice(0, MOST);
  }, [text, recent, saved, textOf, completions]);
  return { choices, completions, note };
}
