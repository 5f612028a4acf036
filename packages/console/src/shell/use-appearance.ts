import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { usePreference } from '../api/preferences.ts';
import type { Language } from '../format/create-format.ts';
import { changeLanguage, isLanguage } from '../i18n/i18n.ts';
import { useFormat } from '../i18n/use-format.ts';

export const schemes = ['light', 'dark', 'auto'] as const;
export type Scheme = (typeof schemes)[number];

const readScheme = (stored: unknown) => schemes.find((scheme) => scheme === stored);
const readLanguage = (stored: unknown) => (isLanguage(stored) ? stored : undefined);

/** Chosen where nobody was signed in yet; it is more recent than what the server keeps. */
let chosenOutside: Language | null = null;

/** The language on screen; a new one is in force at once, and kept for who is signed in. */
export function useLanguage(): [language: Language, set: (language: Language) => void] {
  const { language } = useFormat();
  const [, keep] = usePreference<Language | null>('language', null, readLanguage);
  const set = (next: Language) => {
    chosenOutside = next;
    keep(next);
    void changeLanguage(next);
  };
  return [language, set];
}

/** Sets light, dark, or what the system says; kept for who is signed in. */
export function useColorScheme(): (scheme: Scheme) => void {
  // Without it Mantine makes a style element for the moment of the change, which the content security policy forbids.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const [, keep] = usePreference<Scheme | null>('colorScheme', null, readScheme);
  return (scheme) => {
    keep(scheme);
    setColorScheme(scheme);
  };
}

/** Shows the console as who signed in set it, on whichever browser that was. */
export function useOwnAppearance(): void {
  const { language } = useFormat();
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const [ownLanguage, keepLanguage] = usePreference<Language | null>('language', null, readLanguage);
  const [ownScheme] = usePreference<Scheme | null>('colorScheme', null, readScheme);
  useEffect(() => {
    if (chosenOutside !== null) {
      keepLanguage(chosenOutside);
      chosenOutside = null;
    } else if (ownLanguage !== null && ownLanguage !== language) void changeLanguage(ownLanguage);
  }, [ownLanguage, language, keepLanguage]);
  useEffect(() => {
    if (ownScheme !== null && ownScheme !== colorScheme) setColorScheme(ownScheme);
  }, [ownScheme, colorScheme, setColorScheme]);
}
