import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Area, AreaWords } from './areas.ts';
import type { en } from './en.ts';
import { useFormat } from './use-format.ts';

/** The keys of texts that have forms for one and for several, without those endings. */
type CountKeys<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string
    ? K extends `${infer Base}_other`
      ? `${P}${Base}`
      : never
    : CountKeys<T[K], `${P}${K}.`>;
}[keyof T & string];

type Words = AreaWords & { readonly translation: typeof en };

/** "1,204 computers": a counted thing with its number written in the language's way. */
export function useCounted<A extends Area | 'translation' = 'translation'>(
  area?: A,
): (key: CountKeys<Words[A]>, count: number) => string {
  const { i18n } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => (key, count) => {
      // French counts whole millions with a form of their own, for which we have no other words.
      const form = format.language === 'fr' && count >= 1_000_000 ? 2 : count;
      return i18n.t(`${area ?? 'translation'}:${key}` as 'translation:table.total', {
        count: form,
        formatted: format.number(count),
      });
    },
    [i18n, area, format],
  );
}
