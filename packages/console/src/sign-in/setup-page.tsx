import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setupQuery } from '../api/queries/session.ts';
import { setUp } from '../api/session.ts';
import { EntryLayout } from '../shell/entry-layout.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { FormFailure } from '../ui/form-failure.tsx';
import { PASSWORD_MIN } from './password-strength.ts';
import { StrengthMeter } from './strength-meter.tsx';

/** As the server wants it, so that it need not be asked. */
const USER_NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._@-]{0,62}[\p{L}\p{N}._@-])?$/u;

/** Behind the `#`, so that the token reaches no log of a server or proxy. */
const tokenOf = (hash: string) => hash.replace(/^#/, '').trim();

/** `/setup#TOKEN`: the first administrator. */
export function SetupPage() {
  const { t } = useTranslation();
  const [token] = useState(() => tokenOf(window.location.hash));
  const setup = useQuery(setupQuery);
  usePageTitle(t('setup.title'));

  return (
    <EntryLayout>
      {setup.data?.needed === false ? (
        <SetupDone />
      ) : token === '' ? (
        <Alert variant="light" color="red" icon={<IconInfoCircle aria-hidden />} title={t('setup.linkMissing')}>
          {t('setup.linkMissingHint')}
        </Alert>
      ) : (
        <SetupForm token={token} />
      )}
    </EntryLayout>
  );
}

function SetupDone() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Stack align="flex-start">
      <Title order={1} size="1.6rem">
        {t('setup.doneTitle')}
      </Title>
      <Text c="dimmed">{t('setup.doneHint')}</Text>
      <Button size="md" onClick={() => void navigate({ to: '/computers', replace: true })}>
        {t('setup.goToSignIn')}
      </Button>
    </Stack>
  );
}

function SetupForm({ token }: { readonly token: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [isTried, setTried] = useState(false);

  const attempt = useMutation({
    mutationFn: () => setUp(queries, token, userName.trim(), password),
    // Replacing the address also takes the token out of the browser's history.
    onSuccess: () => navigate({ to: '/computers', replace: true }),
  });
  const nameFault = (name: string) => {
    if (name === '') return t('setup.userNameMissing');
    return USER_NAME.test(name) ? null : t('setup.userNameInvalid');
  };
  const faults = {
    userName: nameFault(userName.trim()),
    password: password.length < PASSWORD_MIN ? t('setup.tooShort', { count: PASSWORD_MIN }) : null,
    repeated: repeated === password ? null : t('setup.mismatch'),
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.values(faults).every((fault) => fault === null)) attempt.mutate();
  };

  return (
    <Stack gap="lg">
      <div>
        <Title order={1} size="1.6rem">
          {t('setup.title')}
        </Title>
        <Text c="dimmed" mt={4}>
          {t('setup.lead')}
        </Text>
      </div>
      <FormFailure error={attempt.error} />
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            label={t('setup.userName')}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            required
            withAsterisk={false}
            maxLength={64}
            size="md"
            error={isTried && faults.userName}
            value={userName}
            onChange={(event) => setUserName(event.currentTarget.value)}
          />
          <div>
            <PasswordInput
              label={t('setup.password')}
              name="new-password"
              autoComplete="new-password"
              visibilityToggleButtonProps={{ 'aria-label': t('common.showTyping') }}
              required
              withAsterisk={false}
              maxLength={1024}
              size="md"
              error={isTried && faults.password}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            <StrengthMeter password={password} userName={userName} />
          </div>
          <PasswordInput
            label={t('setup.repeat')}
            name="repeat-password"
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': t('common.showTyping') }}
            required
            withAsterisk={false}
            maxLength={1024}
            size="md"
            error={isTried && faults.repeated}
            value={repeated}
            onChange={(event) => setRepeated(event.currentTarget.value)}
          />
          <Button type="submit" size="md" loading={attempt.isPending}>
            {t('setup.submit')}
          </Button>
        </Stack>
      </form>
    </Stack>
  );
}
