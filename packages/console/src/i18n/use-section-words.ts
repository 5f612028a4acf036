import type { Column, Section } from '@muster/protocol';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from './use-format.ts';

type Words = { readonly label: string; readonly description: string };

/** The names of sections and columns in the language on screen. */
export type SectionWords = {
  readonly section: (section: Section) => Words;
  /** The description says unit and source too, a line each. */
  readonly column: (section: Section, column: string) => Words;
};

/** Of a column: its label and its description. */
type Translated = {
  readonly [section: string]: Words & { readonly columns: { readonly [column: string]: readonly [string, string] } };
};

/** English stands in the definitions themselves; the other languages are loaded when they are needed. */
export function useSectionWords(): SectionWords {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { data } = useQuery({
    queryKey: ['sectionWords', language],
    queryFn: async (): Promise<Translated> =>
      language === 'fr' ? (await import('@muster/protocol/fr')).fr.sections : {},
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(() => {
    const translated = data ?? {};
    return {
      section: (section) => translated[section.name] ?? section,
      column: (section, name) => {
        const column = section.columns[name];
        const [label, description] = translated[section.name]?.columns[name] ?? [column?.label, column?.description];
        if (column === undefined) return { label: label ?? name, description: '' };
        const source = sourceOf(section, column);
        const lines = [
          description,
          ...(column.unit === undefined ? [] : [t('table.columnUnit', { unit: column.unit })]),
          ...(source === null ? [] : [t('table.columnSource', { source })]),
        ];
        return { label: label ?? name, description: lines.join('\n') };
      },
    };
  }, [data, t]);
}

/** Where agents write it in an inventory, such as `HARDWARE/MEMORY`; null where no XML has it. */
function sourceOf({ wire }: Section, column: Column): string | null {
  const first = (names: string | readonly string[] | undefined) => (typeof names === 'string' ? names : names?.[0]);
  const row = first(wire.xml);
  const cell = first(column.ocs) ?? first(column.xml);
  return row === undefined || cell === undefined ? null : `${row}/${cell}`;
}
