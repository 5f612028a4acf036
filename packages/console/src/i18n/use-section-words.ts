import type { Section } from '@muster/protocol';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useFormat } from './use-format.ts';

type Words = { readonly label: string; readonly description: string };

/** The names of sections and columns in the language on screen. */
export type SectionWords = {
  readonly section: (section: Section) => Words;
  readonly column: (section: Section, column: string) => Words;
};

/** Of a column: its label and its description. */
type Translated = {
  readonly [section: string]: Words & { readonly columns: { readonly [column: string]: readonly [string, string] } };
};

/** English stands in the definitions themselves; the other languages are loaded when they are needed. */
export function useSectionWords(): SectionWords {
  const { language } = useFormat();
  const { data } = useQuery({
    queryKey: ['sectionWords', language],
    queryFn: async (): Promise<Translated> =>
      language === 'fr' ? (await import('@muster/protocol/fr')).fr.sections : {},
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(() => sectionWords(data ?? {}), [data]);
}

export function sectionWords(translated: Translated): SectionWords {
  return {
    section: (section) => translated[section.name] ?? section,
    column: (section, column) => {
      const own = section.columns[column];
      const [label, description] = translated[section.name]?.columns[column] ?? [own?.label, own?.description];
      return { label: label ?? column, description: description ?? '' };
    },
  };
}
