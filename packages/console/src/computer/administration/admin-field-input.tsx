import { Checkbox, NativeSelect, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AdminField } from '../../api/machine-types.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { DateField } from '../../ui/date-field.tsx';
import type { Draft } from './admin-draft.ts';

type Props = {
  readonly field: AdminField;
  readonly label: string;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly error: string | undefined;
};

/** What a value is typed into or chosen from, by the type of the field. */
export function AdminFieldInput({ field, label, draft, onDraft, error }: Props) {
  const { t } = useTranslation('machine');
  const { language } = useFormat();
  const choices = field.choices.map(({ id, label: words }) => ({
    value: String(id),
    label: (language === 'fr' ? words.fr : null) ?? words.en,
  }));
  const common = { size: 'sm', 'aria-label': label, 'data-autofocus': true, autoFocus: true, error } as const;
  const text = draft.text;
  switch (field.type) {
    case 'multiline':
      return (
        <Textarea
          {...common}
          autosize
          minRows={3}
          maxRows={12}
          maxLength={10_000}
          value={text}
          onChange={(event) => onDraft({ ...draft, text: event.currentTarget.value })}
        />
      );
    case 'select':
      return (
        <NativeSelect
          {...common}
          value={draft.chosen[0] ?? ''}
          data={[{ value: '', label: t('admin.nothing') }, ...choices]}
          onChange={({ currentTarget: { value } }) => onDraft({ ...draft, chosen: value === '' ? [] : [value] })}
        />
      );
    case 'radio':
      return (
        <Radio.Group
          aria-label={label}
          value={draft.chosen[0] ?? ''}
          onChange={(value) => onDraft({ ...draft, chosen: value === '' ? [] : [value] })}
        >
          <Stack gap={6}>
            {[{ value: '', label: t('admin.nothing') }, ...choices].map((choice, index) => (
              <Radio key={choice.value} size="sm" value={choice.value} label={choice.label} autoFocus={index === 0} />
            ))}
          </Stack>
        </Radio.Group>
      );
    case 'checkbox':
      return (
        <Checkbox.Group
          aria-label={label}
          value={[...draft.chosen]}
          onChange={(chosen) => onDraft({ ...draft, chosen })}
        >
          <Stack gap={6}>
            {choices.map((choice, index) => (
              <Checkbox
                key={choice.value}
                size="sm"
                value={choice.value}
                label={choice.label}
                autoFocus={index === 0}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      );
    case 'date':
      return (
        <DateField
          {...common}
          value={text}
          onChange={(day) => onDraft({ ...draft, text: day })}
          onUnclear={(typed) => onDraft({ ...draft, text: typed })}
        />
      );
    default:
      return (
        <TextInput
          {...common}
          inputMode={field.type === 'integer' ? 'numeric' : field.type === 'real' ? 'decimal' : 'text'}
          maxLength={255}
          autoComplete="off"
          value={text}
          onChange={(event) => onDraft({ ...draft, text: event.currentTarget.value })}
        />
      );
  }
}
