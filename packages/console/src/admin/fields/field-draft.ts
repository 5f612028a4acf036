import type { AdminField, FieldChange, NewField } from '../../api/queries/admin.ts';

export type ChoiceDraft = {
  /** Of this form alone. */
  readonly key: string;
  /** Of a choice that is stored. */
  readonly id?: number;
  readonly en: string;
  readonly fr: string;
};

/** A field as it stands in the form. */
export type FieldDraft = {
  readonly name: string;
  readonly type: AdminField['type'];
  readonly en: string;
  readonly fr: string;
  readonly tab: string;
  readonly onForms: boolean;
  readonly choices: readonly ChoiceDraft[];
  /** As typed; ids of choices between commas. */
  readonly standard: string;
};

export const hasChoices = (type: AdminField['type']) => type === 'select' || type === 'radio' || type === 'checkbox';

export function draftOf(field: AdminField | null): FieldDraft {
  if (field === null) {
    return { name: '', type: 'text', en: '', fr: '', tab: '', onForms: true, choices: [], standard: '' };
  }
  const { name, type, label, tab, onForms, choices } = field;
  const standard = field.default === null ? '' : [field.default].flat().join(',');
  const drafts = choices.map(({ id, label: own }) => ({ key: `${id}`, id, en: own.en, fr: own.fr ?? '' }));
  return { name, type, en: label.en, fr: label.fr ?? '', tab, onForms, choices: drafts, standard };
}

export type DraftProblem = 'name' | 'label' | 'choices' | 'choiceTwice' | 'number' | null;

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** What is wrong with a form before it is sent; null: nothing. */
export function problemOf({ name, type, en, choices, standard }: FieldDraft): DraftProblem {
  if (!NAME.test(name)) return 'name';
  if (en.trim() === '') return 'label';
  if (hasChoices(type)) {
    const filled = choices.filter((choice) => choice.en.trim() !== '');
    if (filled.length === 0) return 'choices';
    const labels = filled.map((choice) => choice.en.trim().toLowerCase());
    if (new Set(labels).size !== labels.length) return 'choiceTwice';
  }
  const isNumber = type === 'integer' || type === 'real';
  if (isNumber && standard.trim() !== '' && !Number.isFinite(Number(standard.replace(',', '.')))) return 'number';
  return null;
}

const labelOf = (en: string, fr: string) => ({ en: en.trim(), fr: fr.trim() === '' ? null : fr.trim() });

const choicesOf = ({ type, choices }: FieldDraft) =>
  hasChoices(type)
    ? choices
        .filter(({ en }) => en.trim() !== '')
        .map(({ id, en, fr }) => ({ ...(id === undefined ? {} : { id }), label: labelOf(en, fr) }))
    : [];

function standardOf({ type, standard }: FieldDraft): string | number | number[] | null {
  const text = standard.trim();
  if (text === '') return null;
  if (type === 'checkbox') return text.split(',').map(Number);
  if (type === 'select' || type === 'radio') return Number(text);
  if (type === 'integer' || type === 'real') return Number(text.replace(',', '.'));
  return text;
}

export function toNewField(draft: FieldDraft): NewField {
  const { name, type, en, fr, tab, onForms } = draft;
  const label = labelOf(en, fr);
  return {
    name,
    type,
    label,
    tab: tab.trim(),
    onForms,
    choices: choicesOf(draft),
    default: standardOf(draft),
    takeOver: false,
  };
}

/** @param updatedAt As it was read: who saw an older state changes nothing. */
export function toChange(draft: FieldDraft, field: AdminField): FieldChange {
  const { en, fr, tab, onForms } = draft;
  const change = { label: labelOf(en, fr), tab: tab.trim(), onForms, default: standardOf(draft) };
  return {
    ...change,
    updatedAt: field.updatedAt,
    ...(hasChoices(field.type) ? { choices: choicesOf(draft) } : {}),
  };
}
