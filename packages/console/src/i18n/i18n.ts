import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../format/create-format.ts';
import { type Area, type AreaWords, areas } from './areas.ts';
import type { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en } & AreaWords;
  }
}

export const languages = ['en', 'fr'] as const satisfies readonly Language[];

const STORAGE_KEY = 'muster.language';

export const isLanguage = (text: unknown): text is Language => languages.some((language) => language === text);

/** Chosen before, else the first of the browser's languages that we speak, else English. */
export function preferredLanguage(stored: string | null, browser: readonly string[]): Language {
  if (isLanguage(stored)) return stored;
  return browser.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguage) ?? 'en';
}

// One language is loaded; the other comes when it is asked for.
const texts = {
  en: async () => (await import('./en.ts')).en,
  fr: async () => (await import('./fr.ts')).fr,
};

function readStored(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null; // storage may be forbidden
  }
}

const loadedAreas = new Set<Area>();

/** Settled once the language is known; what comes before waits. */
let started: Promise<void> = Promise.resolve();

async function addArea(language: Language, area: Area): Promise<void> {
  if (i18next.hasResourceBundle(language, area)) return;
  i18next.addResourceBundle(language, area, await areas[area][language]());
}

/** Brings the words of a part of the console, in the language on screen; its routes wait for them. */
export async function loadWords(area: Area): Promise<void> {
  loadedAreas.add(area);
  await started;
  await addArea(isLanguage(i18next.language) ? i18next.language : 'en', area);
}

export async function changeLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await texts[language]());
  }
  await Promise.all([...loadedAreas].map((area) => addArea(language, area)));
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // It is forgotten at the next visit, no more.
  }
}

export function startI18n(): Promise<void> {
  started = start();
  return started;
}

async function start(): Promise<void> {
  const language = preferredLanguage(readStored(), navigator.languages);
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: await texts[language]() } },
    fallbackLng: false,
    // React escapes by itself.
    interpolation: { escapeValue: false },
    // French has a third form for whole millions; it reads like the plural.
    returnNull: false,
  });
  document.documentElement.lang = language;
}
