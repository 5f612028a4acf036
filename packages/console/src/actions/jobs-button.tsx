import { ActionIcon, Popover, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconListCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { massActionListQuery } from '../api/queries/mass-actions.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import classes from './jobs-button.module.css';
import { useFinishedNotices } from './use-finished-notices.tsx';

// Every page has the button; what it opens comes when it is opened.
const JobsList = lazyPart(async () => ({ default: (await import('./jobs-list.tsx')).JobsList }));
const JobDialog = lazyPart(async () => ({ default: (await import('./job-dialog.tsx')).JobDialog }));

export function JobsButton() {
  const { t } = useTranslation('actions');
  const counted = useCounted('actions');
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const [shown, setShown] = useState<number | null>(null);
  const list = useQuery(massActionListQuery);
  const running = list.data?.items.filter(({ state }) => state === 'running').length ?? 0;
  useFinishedNotices(list.data?.items);

  return (
    <>
      <Popover
        opened={isOpen}
        onChange={(next) => !next && close()}
        position="bottom-end"
        width="min(420px, calc(100vw - 16px))"
        shadow="md"
        trapFocus
        returnFocus
      >
        {/* Around the target, not in it: what it is given says something of the button. */}
        <span className={classes.counted}>
          <Popover.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={34}
              onClick={toggle}
              aria-label={running === 0 ? t('tray.open') : counted('tray.running', running)}
              title={t('tray.title')}
            >
              <IconListCheck size={20} stroke={1.75} aria-hidden />
            </ActionIcon>
          </Popover.Target>
          {running > 0 && (
            <span className={classes.count} aria-hidden>
              {running}
            </span>
          )}
        </span>
        <Popover.Dropdown className={classes.panel} aria-label={t('tray.title')}>
          <h2 className={classes.title}>{t('tray.title')}</h2>
          <Suspense fallback={<Skeleton h={80} />}>
            <JobsList
              query={list}
              onShow={(id) => {
                close();
                setShown(id);
              }}
            />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
      <Suspense>{shown !== null && <JobDialog id={shown} onClose={() => setShown(null)} />}</Suspense>
    </>
  );
}
