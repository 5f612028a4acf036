/** What somebody did with the plain box that stood here until this one was loaded. */
export type BegunQuery = {
  readonly text: string;
  /** Where the next letter goes; null: the keyboard is elsewhere. */
  readonly cursor: number | null;
  readonly isHelpAsked: boolean;
};

export type QueryFieldProps = {
  /** The query in force; empty: everything is shown. */
  readonly value: string;
  /** Called with a query that can be read, when it is run: by Enter, the button, or when it is emptied. */
  readonly onChange: (query: string) => void;
  /** Opens the builder for what is written; absent: there is no button for it. */
  readonly onBuild?: ((query: string) => void) | undefined;
  /** Called with each letter, for who shows something beside it; null: it cannot be read. */
  readonly onDraft?: ((query: string | null) => void) | undefined;
  /** Name for those who do not see it, where it is not the search of the list. */
  readonly label?: string;
  readonly autoFocus?: boolean;
  /** It is a field of a form: the form's own button does what is to be done. */
  readonly isInForm?: boolean;
  readonly begun?: BegunQuery | undefined;
};
