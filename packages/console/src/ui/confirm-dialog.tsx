import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from './form-failure.tsx';

type ConfirmDialogProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Called once a confirmation; close the dialog when the work is done, or leave it open with `error`. */
  readonly onConfirm: () => void;
  readonly title: string;
  /** What will happen, to how many. */
  readonly children?: ReactNode;
  /** What cannot be taken back, or what follows from it. */
  readonly consequence?: string;
  /** The deed as a verb: "Delete 12 computers". */
  readonly confirmLabel: string;
  readonly isDangerous?: boolean;
  /** Text that must be typed first, for what cannot be undone: usually the number of things. */
  readonly typeToConfirm?: string;
  readonly isPending?: boolean;
  readonly error?: unknown;
};

/** Asks before something is done. What is dangerous is never what Enter does by chance: the focus is on "Cancel". */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} centered withCloseButton={false} size="md">
      {props.opened && <Question {...props} />}
    </Modal>
  );
}

function Question(props: ConfirmDialogProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { typeToConfirm, isDangerous = false, isPending = false } = props;
  const isTyped = typeToConfirm === undefined || typed.trim() === typeToConfirm;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isTyped && !isPending) props.onConfirm();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {props.children !== undefined && <div>{props.children}</div>}
        {props.consequence !== undefined && (
          <Text size="sm" c={isDangerous ? 'var(--mantine-color-error)' : 'dimmed'}>
            {props.consequence}
          </Text>
        )}
        {typeToConfirm !== undefined && (
          <TextInput
            label={t('common.typeToConfirm', { text: typeToConfirm })}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
        )}
        <FormFailure error={props.error} />
        <Group justify="flex-end" gap="sm">
          <Button
            variant="default"
            onClick={props.onClose}
            data-autofocus={(isDangerous && typeToConfirm === undefined) || undefined}
          >
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            {...(isDangerous ? { color: 'red.8' } : {})}
            loading={isPending}
            disabled={!isTyped}
            data-autofocus={(!isDangerous && typeToConfirm === undefined) || undefined}
          >
            {props.confirmLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
