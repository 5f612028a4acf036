import { ActionIcon, Popover, Skeleton } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../ui/lazy-part.ts';
import type { ColumnChoicesProps } from './column-choices.tsx';
import classes from './column-chooser.module.css';

// Who only reads a list has no use for it.
const load = () => import('./column-choices.tsx');
const Choices = lazyPart(async () => ({ default: (await load()).ColumnChoices }));

/** Which columns are shown, in which order, and how high the rows are. */
export function ColumnChooser(props: ColumnChoicesProps) {
  const { t } = useTranslation();
  const prepare = () => void load().catch(() => undefined); // said when it is opened
  return (
    <Popover
      position="bottom-end"
      width="min(21rem, calc(100vw - 24px))"
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <ActionIcon
          variant="default"
          size={34}
          aria-label={t('table.chooseColumns')}
          title={t('table.chooseColumns')}
          onPointerEnter={prepare}
          onFocus={prepare}
        >
          <IconAdjustmentsHorizontal size={18} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p="sm" className={classes.dropdown}>
        <Suspense fallback={<Skeleton h={240} />}>
          <Choices {...props} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
