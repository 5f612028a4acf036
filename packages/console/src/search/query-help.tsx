import { ActionIcon, Popover, Text, Title } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './query-field.module.css';

/** Queries that say most of the language; what each means is in the words of its key. */
export const EXAMPLES = {
  word: 'anna',
  contains: 'os:debian',
  begins: 'name:pc-2*',
  size: 'memory<8GB',
  range: 'memory:4GB..8GB',
  version: 'software:"openssl"<3.0.14',
  row: 'has software(name:firefox publisher:mozilla)',
  without: 'not software:bash',
  age: 'lastseen>30d',
  date: 'firstseen:2026-01-01..',
  network: 'ip:192.0.2.0/24',
  mac: 'mac:00:1b*',
  disk: 'freepercent<10%',
  list: 'tag=(lab, office)',
  empty: 'user:empty',
  either: 'os:windows (tag:lab or group:notempty)',
} as const;

type QueryHelpProps = {
  /** It is open to begin with. */
  readonly isAsked?: boolean | undefined;
  readonly onTry: (query: string) => void;
};

/** Examples of the language, each of which can be tried. */
export function QueryHelp({ isAsked = false, onTry }: QueryHelpProps) {
  const { t } = useTranslation('query');
  const { t: everywhere } = useTranslation();
  const [isOpen, setOpen] = useState(isAsked);
  const keys = Object.keys(EXAMPLES) as (keyof typeof EXAMPLES)[]; // safe: its own keys
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={everywhere('queryBox.help')}
          title={everywhere('queryBox.help')}
          onClick={() => setOpen((was) => !was)}
        >
          <IconHelp size={17} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.help}>
          <Title order={2} size="sm">
            {everywhere('queryBox.help')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('help.lead')}
          </Text>
          <ul className={classes.examples}>
            {keys.map((key) => (
              <li key={key}>
                <button
                  type="button"
                  className={classes.example}
                  onClick={() => {
                    setOpen(false);
                    onTry(EXAMPLES[key]);
                  }}
                >
                  <code>{EXAMPLES[key]}</code>
                  <span>{t(`help.examples.${key}`)}</span>
                </button>
              </li>
            ))}
          </ul>
          <Text size="sm" mt="xs" c="dimmed">
            {t('help.more')}
          </Text>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
