import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SignInForm } from './sign-in-form.tsx';

/** Above everything else there may be: other dialogs keep what was typed into them. */
const ABOVE_ALL = 1000;

/** Signing in again above the page one was on: what was typed there is still there afterwards. */
export function SignInDialog({ userName }: { readonly userName: string }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={() => undefined}
      title={t('signIn.title')}
      centered
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      zIndex={ABOVE_ALL}
      // What was on screen is not for everybody who passes by.
      overlayProps={{ backgroundOpacity: 0.6, blur: 14 }}
      transitionProps={{ duration: 0 }}
    >
      <SignInForm hasEnded userName={userName} />
    </Modal>
  );
}
