import { Textarea } from '@mantine/core';

type NoteTextProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly autoFocus?: boolean;
};

/** Where a note is typed; Ctrl Enter sends it. */
export function NoteText({ label, value, onChange, autoFocus = false }: NoteTextProps) {
  return (
    <Textarea
      aria-label={label}
      placeholder={label}
      size="sm"
      autosize
      minRows={1}
      maxRows={12}
      maxLength={10_000}
      autoFocus={autoFocus}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
      }}
    />
  );
}
