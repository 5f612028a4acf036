import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconChevronLeft, IconChevronLeftPipe, IconChevronRight, IconChevronRightPipe } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import classes from './pager.module.css';
import { PAGE_SIZES } from './table-state.ts';

type PagerProps = {
  readonly page: number;
  readonly size: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
  readonly onSize?: (size: number) => void;
};

/** Where one is in a long list, and the way on. */
export function Pager({ page, size, total, onPage, onSize }: PagerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const pages = Math.max(1, Math.ceil(total / size));
  const from = Math.min((page - 1) * size + 1, total);
  const to = Math.min(page * size, total);
  const steps = [
    { name: t('table.firstPage'), to: 1, Icon: IconChevronLeftPipe, isOpen: page > 1 },
    { name: t('table.previousPage'), to: page - 1, Icon: IconChevronLeft, isOpen: page > 1 },
    { name: t('table.nextPage'), to: page + 1, Icon: IconChevronRight, isOpen: page < pages },
    { name: t('table.lastPage'), to: pages, Icon: IconChevronRightPipe, isOpen: page < pages },
  ];

  return (
    <nav className={classes.pager} aria-label={t('table.pages')}>
      {onSize !== undefined && (
        <NativeSelect
          size="xs"
          aria-label={t('table.pageSize')}
          title={t('table.pageSize')}
          value={String(size)}
          onChange={(event) => onSize(Number(event.currentTarget.value))}
          data={PAGE_SIZES.map(String)}
        />
      )}
      <span className={classes.range} aria-live="polite">
        {t('table.range', { from: format.number(from), to: format.number(to), total: format.number(total) })}
      </span>
      <span className={classes.steps}>
        {steps.map(({ name, to: target, Icon, isOpen }) => (
          <ActionIcon
            key={name}
            variant="subtle"
            color="gray"
            size={30}
            aria-label={name}
            title={name}
            disabled={!isOpen}
            onClick={() => onPage(target)}
          >
            <Icon size={18} aria-hidden />
          </ActionIcon>
        ))}
      </span>
    </nav>
  );
}
