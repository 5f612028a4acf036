import type { en } from './en.ts';

/** The same keys as another text tree, any words. */
export type TextsOf<T> = { readonly [K in keyof T]: T[K] extends string ? string : TextsOf<T[K]> };

/** The texts of another language: the same keys as English, any words. */
export type Translation = TextsOf<typeof en>;
