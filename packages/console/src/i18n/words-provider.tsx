import type { TFunction } from 'i18next';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createFormat, type Format } from '../format/create-format.ts';
import { isLanguage } from './i18n.ts';

type Words = { readonly t: TFunction; readonly format: Format };

const WordsContext = createContext<Words | null>(null);

/** One subscription to the language for the whole page; a table of 500 rows would have thousands. */
export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const language = isLanguage(i18n.language) ? i18n.language : 'en';
  const words = useMemo(() => ({ t, format: createFormat(language) }), [t, language]);
  return <WordsContext value={words}>{children}</WordsContext>;
}

/** Texts and formats of the language on screen, for what is on a page many times. */
export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('Cannot show words: there is no WordsProvider around this component');
  return words;
}
