import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconFileDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type AssetListAsk, type ExportColumn, exportUrl } from '../api/queries/fleet.ts';
import type { TableState } from '../table/table-state.ts';
import classes from './export-menu.module.css';

const FORMATS = ['xlsx', 'csv', 'json'] as const;

type ExportMenuProps = {
  readonly state: TableState;
  readonly asked: AssetListAsk;
  readonly columns: readonly ExportColumn[];
};

/** The list as a file: exactly the columns shown, all rows that match. */
export function ExportMenu({ state, asked, columns }: ExportMenuProps) {
  const { t } = useTranslation('lists');
  return (
    <Menu position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          size="sm"
          h={34}
          px="sm"
          className={classes.button}
          aria-label={t('export.label')}
          leftSection={<IconFileDownload size={16} stroke={1.75} aria-hidden />}
          rightSection={<IconChevronDown size={14} stroke={1.75} aria-hidden />}
        >
          <span className={classes.text}>{t('export.label')}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('export.hint')}</Menu.Label>
        {FORMATS.map((format) => (
          <Menu.Item key={format} component="a" href={exportUrl(state, asked, columns, format)} download>
            {t(`export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
