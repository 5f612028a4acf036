import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DuplicateMethod } from '../api/care.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { useFormat } from '../i18n/use-format.ts';
import classes from './method-picker.module.css';

type MethodPickerProps = {
  readonly items: readonly { readonly method: DuplicateMethod; readonly groups: number; readonly records: number }[];
  readonly value: DuplicateMethod;
  readonly onChange: (method: DuplicateMethod) => void;
};

/** How many records each comparison finds; the one that is chosen is listed below. */
export function MethodPicker({ items, value, onChange }: MethodPickerProps) {
  const { t } = useTranslation('care');
  const counted = useCounted('care');
  const format = useFormat();
  return (
    <fieldset className={classes.methods} aria-label={t('shared.methods')}>
      {items.map(({ method, groups, records }) => (
        <UnstyledButton
          key={method}
          className={classes.method}
          aria-pressed={method === value}
          data-none={records === 0 || undefined}
          onClick={() => onChange(method)}
        >
          <span className={classes.count}>{format.number(records)}</span>
          <span className={classes.label}>{t(`methods.${method}`)}</span>
          <span className={classes.groups}>{counted('shared.inGroups', groups)}</span>
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
