import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionEndedKey, setupQuery } from '../api/queries/session.ts';
import { signIn } from '../api/session.ts';
import { EntryLayout } from '../shell/entry-layout.tsx';
import { FormFailure } from '../ui/form-failure.tsx';

/** Stands in the place of any page while nobody is signed in. */
export function SignInPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const setup = useQuery(setupQuery);
  const hasEnded = queries.getQueryData(sessionEndedKey) === true;
  useDocumentTitle(`${t('signIn.title')} · ${t('common.appName')}`);

  const attempt = useMutation({
    mutationFn: () => signIn(queries, userName, password),
    onError: () => setPassword(''),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    attempt.mutate();
  };

  return (
    <EntryLayout>
      <Stack gap="lg">
        <div>
          <Title order={1} size="1.6rem">
            {t('signIn.title')}
          </Title>
          <Text c="dimmed" mt={4}>
            {t('signIn.lead')}
          </Text>
        </div>
        {setup.data?.needed === true && (
          <Alert variant="light" icon={<IconInfoCircle aria-hidden />} title={t('signIn.setupNeeded')}>
            {t('signIn.setupNeededHint')}
          </Alert>
        )}
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
              autoFocus
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
    </EntryLayout>
  );
}
