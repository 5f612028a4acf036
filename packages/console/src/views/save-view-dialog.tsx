import { Checkbox, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createView } from '../api/queries/views.ts';
import type { ListView } from '../api/types.ts';
import { FormButtons } from '../ui/form-buttons.tsx';
import { FormFailure } from '../ui/form-failure.tsx';

type SaveViewDialogProps = {
  readonly table: string;
  readonly state: ListView['state'];
  readonly onClose: () => void;
  readonly onSaved: (view: ListView) => Promise<void>;
};

/** Keeps how the list is shown now, under a name. */
export function SaveViewDialog(props: SaveViewDialogProps) {
  const { t } = useTranslation('lists');
  return (
    <Modal opened onClose={props.onClose} title={t('views.saveTitle')} centered withCloseButton={false}>
      <Form {...props} />
    </Modal>
  );
}

function Form({ table, state, onClose, onSaved }: SaveViewDialogProps) {
  const { t } = useTranslation('lists');
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () => createView({ table, name: name.trim(), shared, state }),
    onSuccess: async (view) => {
      onClose();
      await onSaved(view);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') save.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('views.name')}
          description={t('views.nameHint')}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Checkbox
          label={t('views.share')}
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        <FormFailure error={save.error} />
        <FormButtons
          label={t('views.saveAction')}
          onCancel={onClose}
          isPending={save.isPending}
          isDisabled={name.trim() === ''}
        />
      </Stack>
    </form>
  );
}
