/** A page of the console, as pictures are taken of it and its accessibility is checked. */
export type ConsolePage = {
  /** Part of the pictures' file names: small letters, digits, dashes. */
  readonly name: string;
  /** `{asset}` stands for the number of a computer; a page that needs one is left out of an empty server's. */
  readonly path: string;
};

/** Every page there is, in the order of the navigation. A line for each, also for the parts of a page that have an address. */
export const consolePages: readonly ConsolePage[] = [
  { name: 'computers', path: '/computers' },
  { name: 'computer-summary', path: '/computers/{asset}' },
  { name: 'computer-software', path: '/computers/{asset}/software' },
  { name: 'computer-changes', path: '/computers/{asset}/changes' },
  { name: 'add-computers', path: '/add-computers' },
];
