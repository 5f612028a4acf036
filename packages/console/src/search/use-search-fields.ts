import { type Section, sections } from '@muster/protocol';
import type { QueryField } from '@muster/protocol/query';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { searchFieldsQuery } from '../api/queries/search.ts';
import type { Language } from '../format/create-format.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useSectionWords } from '../i18n/use-section-words.ts';

const sectionsByName: Readonly<Record<string, Section>> = sections;

export type SearchFields = {
  /** With labels and descriptions in the language on screen; undefined until the server has answered. */
  readonly fields: readonly QueryField[] | undefined;
  readonly byName: ReadonlyMap<string, QueryField>;
  /** What the part of the inventory is called that a field is of. */
  readonly partOf: (field: QueryField) => string;
  readonly sectionLabel: (section: string) => string;
  readonly error: unknown;
  readonly retry: () => void;
};

/** What can be searched for, in words. */
export function useSearchFields(): SearchFields {
  const { t, i18n } = useTranslation('query');
  const { language } = useFormat();
  const words = useSectionWords();
  const { data, error, refetch } = useQuery(searchFieldsQuery);
  return useMemo(() => {
    const sectionLabel = (name: string) => {
      const section = sectionsByName[name];
      return section === undefined ? name : words.section(section).label;
    };
    const inWords = (field: QueryField): QueryField => withWords(withChoices(field, language));
    const withWords = (field: QueryField): QueryField => {
      const column = field.name.slice(field.name.indexOf('.') + 1);
      const section = field.section === null ? undefined : sectionsByName[field.section];
      // A field that the server names in French is its own, whatever column has that name.
      if (section?.columns[column] !== undefined && field.labelFr === undefined)
        return { ...field, ...words.column(section, column) };
      const key = `fields.${field.name.replace('asset.', '').replace('.', '-')}`;
      if (i18n.exists(key, { ns: 'query' })) return { ...field, label: t(key as 'fields.name') }; // safe: it exists
      return language === 'fr' && field.labelFr !== undefined ? { ...field, label: field.labelFr } : field;
    };
    const fields = data?.map(inWords);
    return {
      fields,
      byName: new Map(fields?.map((field) => [field.name, field])),
      sectionLabel,
      partOf: ({ name, section }) => {
        if (section !== null) return sectionLabel(section);
        if (name.startsWith('admin.') || name === 'asset.tag') return t('parts.admin');
        return name.startsWith('setting.') ? t('parts.setting') : t('parts.asset');
      },
      error,
      retry: () => void refetch(),
    };
  }, [data, error, refetch, words, language, i18n, t]);
}

/** The names of choices in the language on screen; a query may say the others, too. */
function withChoices(field: QueryField, language: Language): QueryField {
  if (language !== 'fr' || field.choices === undefined) return field;
  const choices = field.choices.map(({ value, label, labelFr }) =>
    labelFr === undefined ? { value, label } : { value, label: labelFr, alias: label },
  );
  return { ...field, choices };
}
