import i18next from 'i18next';

const NAMESPACE = 'serverErrors';

const texts = {
  en: async () => (await import('./en/errors.ts')).words,
  fr: async () => (await import('./fr/errors.ts')).words,
};

/**
 * Brings the words of errors that are no part of the shell. Whoever shows an error has waited for it, so this never fails:
 * without them the server's own words are shown.
 */
export async function loadErrorWords(): Promise<void> {
  const { language } = i18next;
  if ((language !== 'en' && language !== 'fr') || i18next.hasResourceBundle(language, NAMESPACE)) return;
  try {
    i18next.addResourceBundle(language, NAMESPACE, await texts[language]());
  } catch {
    // The server is away, or was updated: what failed is told all the same.
  }
}

/** The words of an error in the language on screen; null where only the server has some. */
export function errorWords(code: string, said: string): { readonly title: string; readonly hint: string } | null {
  const { language } = i18next;
  if (language === undefined || !i18next.hasResourceBundle(language, NAMESPACE)) return null;
  const text = (part: string): unknown => i18next.getResource(language, NAMESPACE, `${code}.${part}`);
  const title = text('message');
  const hint = text('hint');
  if (typeof title !== 'string' || typeof hint !== 'string') return null;
  return { title, hint: hint.replace('{{said}}', () => said) };
}
