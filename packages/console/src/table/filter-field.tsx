import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './filter-field.module.css';

/** Long enough for most people to type the next letter. */
const WAIT_MS = 250;

type FilterFieldProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label: string;
  readonly placeholder?: string | undefined;
};

/** Tells what was typed once the typing pauses. */
export function FilterField({ value, onChange, label, placeholder }: FilterFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useDebouncedCallback((next: string) => {
    told.current = next;
    onChange(next);
  }, WAIT_MS);

  // Back, forward, or a link changed the filter meanwhile.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);

  const set = (next: string) => {
    setText(next);
    tell(next);
  };

  return (
    <TextInput
      type="search"
      size="sm"
      aria-label={label}
      placeholder={placeholder ?? t('table.filter')}
      value={text}
      onChange={(event) => set(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text !== '') set('');
      }}
      leftSection={<IconFilter size={16} aria-hidden />}
      rightSection={text !== '' && <CloseButton size="sm" aria-label={t('common.clear')} onClick={() => set('')} />}
      maxLength={200}
      className={classes.field}
    />
  );
}
