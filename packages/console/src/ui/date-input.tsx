import { ActionIcon, Popover, TextInput, type TextInputProps } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../format/create-format.ts';
import { useFormat } from '../i18n/use-format.ts';
import { DayCalendar } from './day-calendar.tsx';
import { parseDay, typedDay } from './parse-day.ts';

export type DateInputProps = Omit<TextInputProps, 'value' | 'onChange' | 'type' | 'min' | 'max' | 'rightSection'> & {
  /** `YYYY-MM-DD`, or empty. */
  readonly value: string;
  /** Told as soon as what is typed is a day that may be, or nothing. */
  readonly onChange: (day: string) => void;
  /** Told what is typed while it is no day; a form that must not be saved then asks for it. */
  readonly onUnclear?: ((text: string) => void) | undefined;
  /** First and last day that may be. */
  readonly min?: string | undefined;
  readonly max?: string | undefined;
};

type Problem = 'unclear' | 'ambiguous' | 'tooEarly' | 'tooLate';
type Typed = { readonly day: string; readonly problem: null } | { readonly day: null; readonly problem: Problem };

export function DateInput({ value, onChange, onUnclear, min, max, error, onBlur, onKeyDown, ...rest }: DateInputProps) {
  const { t } = useTranslation('dates');
  const { language } = useFormat();
  const read = (text: string) => readTyped(text, language, { min, max });
  const [text, setText] = useState(() => typedDay(value, language));
  const [isChecked, setChecked] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const [shown, setShown] = useState({ value, language });
  // Set from outside, by a link or the way back: it counts, unless it is what was typed.
  if (shown.value !== value || shown.language !== language) {
    setShown({ value, language });
    if (read(text).day !== value || shown.language !== language) setText(typedDay(value, language));
  }
  const typed = read(text);

  const type = (next: string) => {
    setText(next);
    setChecked(false);
    const { day } = read(next);
    if (day === null) onUnclear?.(next);
    else if (day !== value) onChange(day);
  };
  const settle = () => {
    setChecked(true);
    if (typed.day !== null) setText(typedDay(typed.day, language));
  };
  const limits = { day: typedDay((typed.problem === 'tooEarly' ? min : max) ?? '', language) };
  const told = isChecked && typed.problem !== null ? t(typed.problem, limits) : null;

  return (
    <TextInput
      title={t('hint')}
      placeholder={t('placeholder')}
      autoComplete="off"
      spellCheck={false}
      maxLength={40}
      {...rest}
      value={text}
      error={told ?? error}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={(event) => {
        settle();
        onBlur?.(event);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle();
        onKeyDown?.(event);
      }}
      rightSectionPointerEvents="all"
      rightSection={
        <Popover
          opened={isOpen}
          onChange={setOpen}
          position="bottom-end"
          trapFocus
          returnFocus
          withinPortal
          zIndex={450}
        >
          <Popover.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              aria-label={t('open')}
              disabled={rest.disabled === true}
              onClick={() => setOpen(!isOpen)}
            >
              <IconCalendar size={16} stroke={1.75} aria-hidden />
            </ActionIcon>
          </Popover.Target>
          {/* Escape closes the calendar, not the form that the field is in. */}
          <Popover.Dropdown
            p="xs"
            aria-label={t('calendar')}
            onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()}
          >
            <DayCalendar
              value={typed.day ?? value}
              min={min}
              max={max}
              onPick={(day) => {
                setText(typedDay(day, language));
                onChange(day);
                setOpen(false);
              }}
            />
          </Popover.Dropdown>
        </Popover>
      }
    />
  );
}

type Limits = { readonly min: string | undefined; readonly max: string | undefined };

function readTyped(text: string, language: Language, { min, max }: Limits): Typed {
  if (text.trim() === '') return { day: '', problem: null };
  const read = parseDay(text, language, new Date());
  if ('problem' in read) return { day: null, problem: read.problem };
  if (min !== undefined && min !== '' && read.day < min) return { day: null, problem: 'tooEarly' };
  if (max !== undefined && max !== '' && read.day > max) return { day: null, problem: 'tooLate' };
  return { day: read.day, problem: null };
}
