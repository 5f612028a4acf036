import { Button, Menu, ScrollArea } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconFolderSymlink, IconGavel } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SoftwareCategory, SoftwareTarget } from '../api/queries/software.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { CategoryBadge, useCategoryName } from './category-badge.tsx';
import { useDecisions } from './use-decisions.ts';

type Props = {
  readonly target: SoftwareTarget;
  /** How many titles. */
  readonly count: number;
  readonly categories: readonly SoftwareCategory[];
  readonly onDone?: (() => void) | undefined;
  readonly size?: 'compact-sm' | 'sm';
  /** What they are now, where it is one title: offers the opposite. */
  readonly isUnwanted?: boolean | undefined;
};

/** Above this many, moving asks first. */
const MANY = 100;

/** Moves titles to a category, marks them as unwanted, and back. */
export function DecisionButtons({ target, count, categories, onDone, size = 'compact-sm', isUnwanted }: Props) {
  const { t } = useTranslation('software');
  const counted = useCounted('software');
  const navigate = useNavigate();
  const nameOf = useCategoryName();
  const { move, toRules, unwanted } = useDecisions();
  const [asked, setAsked] = useState<SoftwareCategory | null>(null);
  const [isBusy, setBusy] = useState(false);

  const run = async (work: () => Promise<boolean>) => {
    setBusy(true);
    if (await work()) onDone?.();
    setBusy(false);
    setAsked(null);
  };
  const own = categories.filter(({ code }) => code === null).toSorted((a, b) => a.name.localeCompare(b.name));
  const rest = categories.filter(({ code }) => code === 'ignored' || code === 'unchanged');
  const choose = (category: SoftwareCategory) => {
    if (count > MANY) setAsked(category);
    else void run(() => move(target, category));
  };
  return (
    <>
      <Menu position="top-start" withinPortal shadow="md" width={260} closeOnItemClick>
        <Menu.Target>
          <Button
            size={size}
            variant="default"
            loading={isBusy}
            leftSection={<IconFolderSymlink size={14} stroke={1.75} aria-hidden />}
          >
            {t('actions.move')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <ScrollArea.Autosize mah={320} type="auto">
            {[...own, ...rest].map((category) => (
              <Menu.Item key={category.id} onClick={() => choose(category)}>
                <CategoryBadge category={category} />
              </Menu.Item>
            ))}
          </ScrollArea.Autosize>
          <Menu.Divider />
          <Menu.Item leftSection={<IconGavel size={14} aria-hidden />} onClick={() => void run(() => toRules(target))}>
            {t('actions.toRules')}
          </Menu.Item>
          <Menu.Item onClick={() => void navigate({ to: '/software/categories/{-$tab}', params: {}, search: {} })}>
            {t('actions.newCategory')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isUnwanted !== true && (
        <Button
          size={size}
          variant="default"
          disabled={isBusy}
          leftSection={<IconAlertTriangle size={14} stroke={1.75} aria-hidden />}
          onClick={() => void run(() => unwanted(target, true))}
        >
          {t('actions.markUnwanted')}
        </Button>
      )}
      {isUnwanted !== false && (
        <Button
          size={size}
          variant="default"
          disabled={isBusy}
          leftSection={<IconCheck size={14} stroke={1.75} aria-hidden />}
          onClick={() => void run(() => unwanted(target, false))}
        >
          {t('actions.markWanted')}
        </Button>
      )}
      <ConfirmDialog
        opened={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={() => asked !== null && void run(() => move(target, asked))}
        title={counted('actions.moveAllTitle', count)}
        confirmLabel={t('actions.moveConfirm')}
        isPending={isBusy}
      >
        {asked !== null && t('actions.moveAllText', { category: nameOf(asked) })}
      </ConfirmDialog>
    </>
  );
}
