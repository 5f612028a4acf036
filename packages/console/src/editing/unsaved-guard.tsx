// biome-ignore lint/suspicious/noDeprecatedImports: only two of its older signatures are
import { useBlocker } from '@tanstack/react-router';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';

type UnsavedGuardProps = {
  readonly isDirty: boolean;
  readonly title: string;
  readonly text: string;
  readonly leave: string;
};

/** Asks before a page with changes that are not saved is left, also by closing the window. */
export function UnsavedGuard({ isDirty, title, text, leave }: UnsavedGuardProps) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      onConfirm={() => blocker.proceed?.()}
      title={title}
      confirmLabel={leave}
      isDangerous
    >
      {text}
    </ConfirmDialog>
  );
}
