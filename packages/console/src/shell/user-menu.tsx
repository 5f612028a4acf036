import {
  Avatar,
  Button,
  Popover,
  SegmentedControl,
  UnstyledButton,
  useMantineColorScheme,
  VisuallyHidden,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconKeyboard, IconLogout } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../api/queries/session.ts';
import { signOut } from '../api/session.ts';
import { FormFailure } from '../ui/form-failure.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { schemes, useColorScheme } from './use-appearance.ts';
import classes from './user-menu.module.css';

export function UserMenu({ onOpenHelp }: { readonly onOpenHelp: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const session = useQuery(sessionQuery);
  const { colorScheme } = useMantineColorScheme();
  const setColorScheme = useColorScheme();
  const leaving = useMutation({ mutationFn: () => signOut(queries) });
  const name = session.data?.user.name ?? '';
  const [isOpen, { toggle, close }] = useDisclosure(false);

  return (
    <Popover opened={isOpen} onDismiss={close} position="bottom-end" shadow="md" width={250} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.target} onClick={toggle}>
          <VisuallyHidden>{t('shell.userMenu', { name })}</VisuallyHidden>
          <Avatar aria-hidden size={30} color="pine" variant="filled" radius="xl" alt="">
            {[...name][0]?.toUpperCase()}
          </Avatar>
          <span className={classes.name} aria-hidden>
            {name}
          </span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu}>
        <p className={classes.who}>
          {t('shell.signedInAs')}
          <strong>
            <SafeText value={name} />
          </strong>
        </p>
        <div>
          <p className={classes.legend}>{t('shell.language')}</p>
          <LanguageSwitch fullWidth />
        </div>
        <div>
          <p className={classes.legend}>{t('shell.appearance')}</p>
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label={t('shell.appearance')}
            value={colorScheme}
            onChange={(value) => setColorScheme(schemes.find((scheme) => scheme === value) ?? 'auto')}
            data={schemes.map((value) => ({ value, label: t(`shell.${value}`) }))}
          />
        </div>
        <Button
          variant="subtle"
          color="gray"
          justify="flex-start"
          leftSection={<IconKeyboard size={16} aria-hidden />}
          onClick={() => {
            close();
            onOpenHelp();
          }}
        >
          {t('shell.keyboard')}
        </Button>
        <FormFailure error={leaving.error} />
        <Button
          variant="default"
          leftSection={<IconLogout size={16} aria-hidden />}
          loading={leaving.isPending}
          onClick={() => leaving.mutate()}
        >
          {t('shell.signOut')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
