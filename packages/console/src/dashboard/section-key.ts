import i18next from 'i18next';
import type { words } from '../i18n/en/dashboard.ts';

type SectionName = keyof (typeof words)['sections'];

/** The section of a name that the server said; null: it is none. */
export const sectionKey = (name: string): SectionName | null =>
  /^\w+$/.test(name) && i18next.exists(`sections.${name}`, { ns: 'dashboard' }) ? (name as SectionName) : null; // safe: it has words
