/** Kinds of fields. Source: OCS Inventory, `accountinfo_config.TYPE`; `real` is ours. */
export const FIELD_TYPES = ['text', 'multiline', 'integer', 'real', 'date', 'select', 'radio', 'checkbox'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export type Label = { readonly en: string; readonly fr: string | null };

/** One of the values that a select, radio or checkbox offers. */
export type Choice = {
  /** Stays the same when the label changes, and is never given to another choice. */
  readonly id: number;
  readonly label: Label;
};

export type AdminField = {
  readonly id: number;
  readonly name: string;
  readonly type: FieldType;
  readonly label: Label;
  /** Heading under which the field stands; empty for the first. */
  readonly tab: string;
  readonly position: number;
  /** Stored form of what a new machine gets; null for none. */
  readonly default: string | null;
  readonly choices: readonly Choice[];
  readonly builtIn: boolean;
};

/** A field with what only its definition needs. */
export type StoredField = AdminField & {
  readonly nextChoiceId: number;
  /** Whether forms ask for it; values are kept and searched in any case. */
  readonly onForms: boolean;
  /** Milliseconds since 1970. */
  readonly updatedAt: number;
};

export const TAG = 'TAG';

export const keyOf = (name: string) => name.toLowerCase();

export const isTag = (field: Pick<AdminField, 'name'>) => field.name === TAG;

export const hasChoices = (type: FieldType) => type === 'select' || type === 'radio' || type === 'checkbox';
