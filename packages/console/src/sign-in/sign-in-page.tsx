import { Alert, Stack, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { setupQuery } from '../api/queries/session.ts';
import { EntryLayout } from '../shell/entry-layout.tsx';
import { SignInForm } from '../shell/sign-in-form.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';

/** Stands in the place of any page while nobody is signed in. */
export function SignInPage() {
  const { t } = useTranslation();
  const setup = useQuery(setupQuery);
  usePageTitle(t('signIn.title'));

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
        <SignInForm hasEnded={false} />
      </Stack>
    </EntryLayout>
  );
}
