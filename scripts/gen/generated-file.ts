/** A file that a generator makes: where it belongs, from the repository's root, and what is to stand in it. */
export type GeneratedFile = { readonly path: string; readonly text: string };
