import { Modal, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CategoryInput, createCategory, type SoftwareCategory, updateCategory } from '../api/queries/software.ts';
import { displayText } from '../format/display-text.ts';
import { FormButtons } from '../ui/form-buttons.tsx';
import { FormFailure } from '../ui/form-failure.tsx';
import { notifyDone } from '../ui/undo-toast.tsx';
import classes from './category-dialog.module.css';

const COLOURS = [
  'blue',
  'cyan',
  'teal',
  'green',
  'lime',
  'yellow',
  'orange',
  'red',
  'pink',
  'grape',
  'violet',
  'indigo',
  'gray',
] as const;

type Props = {
  /** Null: a new one. */
  readonly category: SoftwareCategory | null;
  /** Colours that others have: a new one begins with another. */
  readonly taken: readonly string[];
  readonly onClose: () => void;
};

/** Makes a category, or changes one. */
export function CategoryDialog({ category, taken, onClose }: Props) {
  const { t } = useTranslation('software');
  const queries = useQueryClient();
  const [input, setInput] = useState<CategoryInput>({
    name: category?.name ?? '',
    colour: category?.colour ?? COLOURS.find((colour) => !taken.includes(colour)) ?? 'blue',
    description: category?.description ?? '',
    unwanted: category?.unwanted ?? false,
  });
  const saving = useMutation<unknown, unknown, CategoryInput>({
    mutationFn: (given) => (category === null ? createCategory(given) : updateCategory(category.id, given)),
    onSuccess: async (_, { name }) => {
      await queries.invalidateQueries({ queryKey: ['software'] });
      notifyDone(t('categories.saved', { name: displayText(name) }));
      onClose();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    saving.mutate({ ...input, name: input.name.trim() });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={category === null ? t('categories.createTitle') : t('categories.editTitle')}
      centered
      withCloseButton={false}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={t('categories.name')}
            required
            maxLength={100}
            value={input.name}
            onChange={(event) => setInput({ ...input, name: event.currentTarget.value })}
            data-autofocus
          />
          <fieldset className={classes.colours}>
            <legend>{t('categories.colour')}</legend>
            {COLOURS.map((colour) => (
              <label key={colour} className={classes.colour} title={t(`categories.colours.${colour}`)}>
                <input
                  type="radio"
                  name="colour"
                  value={colour}
                  checked={input.colour === colour}
                  aria-label={t(`categories.colours.${colour}`)}
                  onChange={() => setInput({ ...input, colour })}
                />
                <span style={{ background: `var(--mantine-color-${colour}-6)` }} aria-hidden />
              </label>
            ))}
          </fieldset>
          <Textarea
            label={t('categories.description')}
            autosize
            minRows={2}
            maxLength={1000}
            value={input.description}
            onChange={(event) => setInput({ ...input, description: event.currentTarget.value })}
          />
          <Switch
            label={t('categories.unwantedField')}
            description={t('categories.unwantedHint')}
            checked={input.unwanted}
            onChange={(event) => setInput({ ...input, unwanted: event.currentTarget.checked })}
          />
          <FormFailure error={saving.error} />
          <FormButtons
            label={category === null ? t('categories.create') : t('categories.save')}
            onCancel={onClose}
            isPending={saving.isPending}
            isDisabled={input.name.trim() === ''}
          />
        </Stack>
      </form>
    </Modal>
  );
}
