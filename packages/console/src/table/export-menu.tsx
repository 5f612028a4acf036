import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconFileDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EXPORT_FORMATS, type ExportFormat } from '../format/export-formats.ts';
import { forReader } from '../format/for-reader.ts';
import { useFormat } from '../i18n/use-format.ts';
import classes from './export-menu.module.css';

type ExportMenuProps = {
  /** What is in the file. */
  readonly hint?: string;
  readonly hrefOf: (format: ExportFormat) => string;
};

/** The list as a file. */
export function ExportMenu({ hint, hrefOf }: ExportMenuProps) {
  const { t } = useTranslation();
  const { language } = useFormat();
  return (
    <Menu position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          size="sm"
          h={34}
          px="sm"
          className={classes.button}
          aria-label={t('table.export')}
          leftSection={<IconFileDownload size={16} stroke={1.75} aria-hidden />}
          rightSection={<IconChevronDown size={14} stroke={1.75} aria-hidden />}
        >
          <span className={classes.text}>{t('table.export')}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {hint !== undefined && <Menu.Label>{hint}</Menu.Label>}
        {EXPORT_FORMATS.map((format) => (
          <Menu.Item key={format} component="a" href={forReader(hrefOf(format), language)} download>
            {t(`table.formats.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
