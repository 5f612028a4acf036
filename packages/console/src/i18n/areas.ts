import type { Language } from '../format/create-format.ts';

/**
 * The words of single parts of the console, beside those of the shell in `en.ts`: what a page alone says is loaded with
 * that page. A line each; the English words of an area are its type, and its French has the same keys.
 */
export const areas = {
  query: {
    en: async () => (await import('./en/query.ts')).words,
    fr: async () => (await import('./fr/query.ts')).words,
  },
  lists: {
    en: async () => (await import('./en/lists.ts')).words,
    fr: async () => (await import('./fr/lists.ts')).words,
  },
  machine: {
    en: async () => (await import('./en/machine.ts')).words,
    fr: async () => (await import('./fr/machine.ts')).words,
  },
  software: {
    en: async () => (await import('./en/software.ts')).words,
    fr: async () => (await import('./fr/software.ts')).words,
  },
  networks: {
    en: async () => (await import('./en/networks.ts')).words,
    fr: async () => (await import('./fr/networks.ts')).words,
  },
  dashboard: {
    en: async () => (await import('./en/dashboard.ts')).words,
    fr: async () => (await import('./fr/dashboard.ts')).words,
  },
  palette: {
    en: async () => (await import('./en/palette.ts')).words,
    fr: async () => (await import('./fr/palette.ts')).words,
  },
  care: {
    en: async () => (await import('./en/care.ts')).words,
    fr: async () => (await import('./fr/care.ts')).words,
  },
  actions: {
    en: async () => (await import('./en/actions.ts')).words,
    fr: async () => (await import('./fr/actions.ts')).words,
  },
  admin: {
    en: async () => (await import('./en/admin.ts')).words,
    fr: async () => (await import('./fr/admin.ts')).words,
  },
  dates: {
    en: async () => (await import('./en/dates.ts')).words,
    fr: async () => (await import('./fr/dates.ts')).words,
  },
  server: {
    en: async () => (await import('./en/server.ts')).words,
    fr: async () => (await import('./fr/server.ts')).words,
  },
} as const satisfies Record<string, Record<Language, () => Promise<object>>>;

export type Area = keyof typeof areas;

/** The English words of each area, by its name. */
export type AreaWords = { [A in Area]: Awaited<ReturnType<(typeof areas)[A]['en']>> };
