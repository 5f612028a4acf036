import { Button } from '@mantine/core';
import { IconCloudOff, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureCode } from './failure-code.tsx';
import { failureWords } from './failure-words.ts';
import { StatePanel } from './state-panel.tsx';

type FailureProps = {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  readonly action?: ReactNode;
};

/** The failing state of a page or a part of it. */
export function Failure({ error, onRetry, action }: FailureProps) {
  const { t } = useTranslation();
  const words = failureWords(error, t);
  const retry = onRetry !== undefined && (
    <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRetry}>
      {t('common.retry')}
    </Button>
  );
  return (
    <StatePanel
      icon={<IconCloudOff size={28} />}
      title={words.title}
      tone="failed"
      role="alert"
      action={action ?? retry}
    >
      <p>{words.hint}</p>
      <FailureCode words={words} />
    </StatePanel>
  );
}
