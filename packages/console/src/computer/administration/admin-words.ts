import type { Format, Language } from '../../format/create-format.ts';

type Label = { readonly en: string; readonly fr: string | null };
type Field = {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly label: Label;
  readonly choices: readonly { readonly id: number; readonly label: Label }[];
};

/** What was recorded of administrative data, in the language on screen. */
export type AdminWords = {
  /** What the field is called now; its recorded name where it is gone. */
  readonly label: (name: string) => string;
  /** A recorded value: choices are recorded by their English labels. Those that are gone or were renamed stay as they were. */
  readonly value: (name: string, text: string) => string;
  /** Where the number of a field was recorded, and values as the API takes them. */
  readonly labelById: (id: number) => string | null;
  readonly valueById: (id: number, value: unknown) => string | null;
};

/** Between the choices of a checkbox, as they are recorded. */
const BETWEEN = ', ';

const labelIn = ({ en, fr }: Label, language: Language) => (language === 'fr' ? fr : null) ?? en;

export function createAdminWords(fields: readonly Field[], format: Format): AdminWords {
  const { language } = format;
  const byName = new Map(fields.map((field) => [field.name, field]));
  const byId = new Map(fields.map((field) => [field.id, field]));
  return {
    label: (name) => {
      const field = byName.get(name);
      return field === undefined ? name : labelIn(field.label, language);
    },
    value: (name, text) => {
      const field = byName.get(name);
      if (field?.type === 'date') return format.day(text);
      return field === undefined || field.choices.length === 0 ? text : choicesIn(text, field, language);
    },
    labelById: (id) => {
      const field = byId.get(id);
      return field === undefined ? null : labelIn(field.label, language);
    },
    valueById: (id, value) => {
      const field = byId.get(id);
      if (field === undefined || value === null || value === undefined) return null;
      if (field.choices.length === 0) return field.type === 'date' ? format.day(String(value)) : String(value);
      const chosen = (Array.isArray(value) ? value : [value]).map((one) => field.choices.find((c) => c.id === one));
      return chosen.map((choice) => (choice === undefined ? '?' : labelIn(choice.label, language))).join(BETWEEN);
    },
  };
}

/** A label may have the separator in it: the longest that fits is meant. */
function choicesIn(text: string, { choices }: Field, language: Language): string {
  const longestFirst = choices.toSorted((a, b) => b.label.en.length - a.label.en.length);
  const found: string[] = [];
  for (let rest = text; rest !== ''; ) {
    const choice = longestFirst.find(({ label }) => rest === label.en || rest.startsWith(`${label.en}${BETWEEN}`));
    if (choice === undefined) return text;
    found.push(labelIn(choice.label, language));
    rest = rest.slice(choice.label.en.length + BETWEEN.length);
  }
  return found.join(BETWEEN);
}
