import type { en } from './en.ts';

type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

/** The texts of another language: the same keys as English, any words. */
export type Translation = Texts<typeof en>;
