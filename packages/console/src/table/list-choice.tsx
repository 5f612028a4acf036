import { SegmentedControl } from '@mantine/core';

type ListChoiceProps<Choice extends string> = {
  /** What is chosen by, for those who do not see it. */
  readonly label: string;
  readonly all: string;
  readonly choices: readonly { readonly value: Choice; readonly label: string }[];
  /** Null: all of them. */
  readonly value: Choice | null;
  readonly onChange: (choice: Choice | null) => void;
};

/** Narrows a list to one of a few kinds of rows. */
export function ListChoice<Choice extends string>({ label, all, choices, value, onChange }: ListChoiceProps<Choice>) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      data={[{ value: '', label: all }, ...choices]}
      value={value ?? ''}
      onChange={(next) => onChange(choices.find((one) => one.value === next)?.value ?? null)}
    />
  );
}
