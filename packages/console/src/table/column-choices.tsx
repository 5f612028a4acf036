import { Button, Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './column-chooser.module.css';
import { ShownColumns } from './shown-columns.tsx';
import { MOST_COLUMNS } from './table-layout.ts';
import { type Density, useDensity } from './use-density.ts';

type Named = { readonly id: string; readonly label: string; readonly isFurther?: boolean };

export type MoreColumnsProps = {
  /** Ids of the columns that are shown. */
  readonly shown: ReadonlySet<string>;
  /** What is looked for, in lower case; empty: everything. */
  readonly q: string;
  readonly onToggle: (id: string) => void;
};

export type ColumnChoicesProps = {
  readonly columns: readonly Named[];
  /** In their order. */
  readonly shown: readonly Named[];
  /** Null: as the table is for everybody. */
  readonly onChange: (columns: readonly string[] | null) => void;
  /** Columns that the table can be given beside its own. */
  readonly more: ((props: MoreColumnsProps) => ReactNode) | undefined;
};

/** All columns to tick, those that are shown to order, and how high the rows are. */
export function ColumnChoices({ columns, shown, onChange, more }: ColumnChoicesProps) {
  const { t } = useTranslation();
  const [density, setDensity] = useDensity();
  const [text, setText] = useState('');
  const q = text.trim().toLowerCase();
  const ids = shown.map(({ id }) => id);
  const isShown = new Set(ids);
  const toggle = (id: string) => {
    if (!isShown.has(id)) onChange([...ids, id].slice(0, MOST_COLUMNS));
    // A table without columns could not be read, nor its chooser understood.
    else if (ids.length > 1) onChange(ids.filter((one) => one !== id));
  };
  const hidden = columns.filter(
    ({ id, label, isFurther }) => isFurther !== true && !isShown.has(id) && label.toLowerCase().includes(q),
  );

  return (
    <>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('table.density')}
        value={density}
        onChange={(value) => setDensity(value as Density)}
        data={[
          { value: 'compact', label: t('table.compact') },
          { value: 'comfortable', label: t('table.comfortable') },
        ]}
      />
      <TextInput
        size="xs"
        type="search"
        aria-label={t('table.findColumn')}
        placeholder={t('table.findColumn')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autoFocus
        data-autofocus
      />
      <div className={classes.lists}>
        {q === '' && <ShownColumns shown={shown} onOrder={onChange} onHide={toggle} />}
        {q !== '' &&
          shown
            .filter(({ label, isFurther }) => isFurther !== true && label.toLowerCase().includes(q))
            .map(({ id, label }) => <ColumnBox key={id} label={label} isShown onToggle={() => toggle(id)} />)}
        {q === '' && hidden.length > 0 && <h2 className={classes.legend}>{t('table.hiddenColumns')}</h2>}
        {hidden.map(({ id, label }) => (
          <ColumnBox key={id} label={label} isShown={false} onToggle={() => toggle(id)} />
        ))}
        {more?.({ shown: isShown, q, onToggle: toggle })}
      </div>
      <Button size="compact-sm" variant="subtle" onClick={() => onChange(null)}>
        {t('table.resetColumns')}
      </Button>
    </>
  );
}

type ColumnBoxProps = {
  readonly label: string;
  /** Tells on hover what it means. */
  readonly hint?: string;
  readonly isShown: boolean;
  readonly onToggle: () => void;
};

/** One column to tick. */
export function ColumnBox({ label, hint, isShown, onToggle }: ColumnBoxProps) {
  return (
    <Checkbox size="xs" label={label} title={hint} checked={isShown} onChange={onToggle} className={classes.box} />
  );
}
