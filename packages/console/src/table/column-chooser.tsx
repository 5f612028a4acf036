import { ActionIcon, Button, Checkbox, Popover, SegmentedControl } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './column-chooser.module.css';
import { type Density, setDensity, useDensity } from './use-density.ts';
import type { Visibility } from './use-visible-columns.ts';

type ColumnChooserProps = {
  readonly columns: readonly { readonly id: string; readonly label: string }[];
  readonly visibility: Visibility;
  readonly onChange: (visibility: Visibility | null) => void;
};

/** Which columns are shown, and how high the rows are. */
export function ColumnChooser({ columns, visibility, onChange }: ColumnChooserProps) {
  const { t } = useTranslation();
  const density = useDensity();
  const shown = columns.filter(({ id }) => visibility[id]);

  return (
    <Popover position="bottom-end" shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <ActionIcon variant="default" size={34} aria-label={t('table.chooseColumns')} title={t('table.chooseColumns')}>
          <IconAdjustmentsHorizontal size={18} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        <fieldset className={classes.group}>
          <legend className={classes.legend}>{t('table.density')}</legend>
          <SegmentedControl
            fullWidth
            size="xs"
            value={density}
            onChange={(value) => setDensity(value as Density)}
            data={[
              { value: 'compact', label: t('table.compact') },
              { value: 'comfortable', label: t('table.comfortable') },
            ]}
          />
        </fieldset>
        <fieldset className={classes.group}>
          <legend className={classes.legend}>{t('table.columns')}</legend>
          <div className={classes.list}>
            {columns.map(({ id, label }) => (
              <Checkbox
                key={id}
                size="xs"
                label={label}
                checked={visibility[id] ?? false}
                // A table without columns could not be read, nor its chooser understood.
                disabled={shown.length === 1 && shown[0]?.id === id}
                onChange={(event) => onChange({ ...visibility, [id]: event.currentTarget.checked })}
              />
            ))}
          </div>
        </fieldset>
        <Button size="compact-sm" variant="subtle" onClick={() => onChange(null)}>
          {t('table.resetColumns')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
