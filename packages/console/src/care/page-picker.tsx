import { Group, Pagination } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';

type PagePickerProps = {
  /** From 1. */
  readonly page: number;
  readonly size: number;
  readonly total: number;
  readonly onChange: (page: number) => void;
};

/** Pages of a list that is no table; nothing while all is on one. */
export function PagePicker({ page, size, total, onChange }: PagePickerProps) {
  const { t } = useTranslation('care');
  const format = useFormat();
  const pages = Math.ceil(total / size);
  if (pages <= 1) return null;
  return (
    <Group justify="flex-end" mt="sm" role="navigation" aria-label={t('pages.label')}>
      <Pagination
        size="sm"
        total={pages}
        value={Math.min(page, pages)}
        onChange={onChange}
        getItemProps={(number) => ({ 'aria-label': t('pages.page', { formatted: format.number(number) }) })}
        getControlProps={(control) => ({
          'aria-label': t(control === 'previous' || control === 'first' ? 'pages.previous' : 'pages.next'),
        })}
      />
    </Group>
  );
}
