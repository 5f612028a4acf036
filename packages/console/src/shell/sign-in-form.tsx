import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn } from '../api/session.ts';
import { FormFailure } from '../ui/form-failure.tsx';

type SignInFormProps = {
  /** The session ended by itself: says so. */
  readonly hasEnded: boolean;
  /** Who signs in again most likely. */
  readonly userName?: string;
};

/** Name and password. */
export function SignInForm({ hasEnded, userName: known = '' }: SignInFormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [userName, setUserName] = useState(known);
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () => signIn(queries, userName, password),
    onError: () => setPassword(''),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  return (
    <Stack gap="lg">
      {hasEnded && attempt.error === null && (
        <Alert variant="light" icon={<IconInfoCircle aria-hidden />} role="status">
          {t('signIn.ended')}
        </Alert>
      )}
      <FormFailure error={attempt.error} />
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={t('signIn.userName')}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus={known === ''}
            required
            withAsterisk={false}
            maxLength={200}
            size="md"
            value={userName}
            onChange={(event) => setUserName(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('signIn.password')}
            name="password"
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('common.showTyping') }}
            autoFocus={known !== ''}
            data-autofocus={known !== '' || undefined}
            required
            withAsterisk={false}
            maxLength={1024}
            size="md"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" size="md" loading={attempt.isPending}>
            {t('signIn.submit')}
          </Button>
        </Stack>
      </form>
    </Stack>
  );
}
