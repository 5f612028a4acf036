import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureWords } from './failure-words.ts';
import { wantToasts } from './toasts-wanted.ts';
import classes from './undo-toast.module.css';

/** Long enough to read it, see the mistake and reach the button; the pointer on it stops the clock. */
const UNDO_MS = 12_000;
const DONE_MS = 5_000;

type Undo = {
  /** What was done, in words: "12 computers archived". */
  readonly message: ReactNode;
  /** Takes it back; its failure is told in the same place. */
  readonly undo: () => Promise<unknown>;
};

let count = 0;

/** Says what was done, with a button that takes it back. Callable from anywhere: it needs no component around it. */
export function notifyUndo({ message, undo }: Undo): void {
  count += 1;
  const id = `undo-${count}`;
  wantToasts();
  notifications.show({
    id,
    message: <UndoMessage message={message} undo={undo} onDone={() => notifications.hide(id)} />,
    autoClose: UNDO_MS,
    color: 'pine',
    withBorder: true,
  });
}

/** Says that something was done. */
export function notifyDone(message: ReactNode): void {
  wantToasts();
  notifications.show({ message, autoClose: DONE_MS, color: 'pine', withBorder: true });
}

/** Says why something was not done, where no form is open that could say it. */
export function notifyFailure(error: unknown): void {
  wantToasts();
  notifications.show({ message: <FailureMessage error={error} />, autoClose: false, color: 'red', withBorder: true });
}

type UndoMessageProps = Undo & { readonly onDone: () => void };

function UndoMessage({ message, undo, onDone }: UndoMessageProps) {
  const { t } = useTranslation();
  const [state, setState] = useState<'ready' | 'pending' | { readonly error: unknown }>('ready');
  if (typeof state === 'object') return <FailureMessage error={state.error} />;
  const start = () => {
    setState('pending');
    undo().then(onDone, (error: unknown) => setState({ error }));
  };
  return (
    <div className={classes.row}>
      <span className={classes.text}>{message}</span>
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<IconArrowBackUp size={14} aria-hidden />}
        loading={state === 'pending'}
        onClick={start}
      >
        {t('common.undo')}
      </Button>
    </div>
  );
}

function FailureMessage({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  const { title, hint } = failureWords(error, t);
  return (
    <>
      <strong>{title}</strong>
      <div>{hint}</div>
    </>
  );
}
