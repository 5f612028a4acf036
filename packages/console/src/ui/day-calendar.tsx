import { ActionIcon, Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { addDays, addMonths, daysOfMonth } from './calendar-days.ts';
import classes from './day-calendar.module.css';
import { dayOf } from './parse-day.ts';

type Props = {
  /** `YYYY-MM-DD`, or empty. */
  readonly value: string;
  readonly min: string | undefined;
  readonly max: string | undefined;
  readonly onPick: (day: string) => void;
};

/** The days that keys move to. Source: ARIA Authoring Practices, date picker dialog. */
const STEPS: Readonly<Record<string, (day: string) => string>> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
};

/** One month of days; one of them is in the order of Tab, the others are reached by arrows. */
export function DayCalendar({ value, min, max, onPick }: Props) {
  const { t } = useTranslation('dates');
  const { language } = useFormat();
  const today = dayOf(new Date());
  const within = (day: string) =>
    min !== undefined && min !== '' && day < min ? min : max !== undefined && max !== '' && day > max ? max : day;
  const [focused, setFocused] = useState(() => within(value === '' ? today : value));
  const grid = useRef<HTMLTableElement>(null);
  const isMoved = useRef(false);
  useEffect(() => {
    if (!isMoved.current) return;
    isMoved.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-day="${focused}"]`)?.focus();
  }, [focused]);
  const names = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  const weeks = daysOfMonth(focused);
  const monthName = names({ month: 'long', year: 'numeric' }).format(Date.parse(focused));
  const shortDay = names({ weekday: 'short' });
  const longDay = names({ weekday: 'long' });
  const whole = names({ dateStyle: 'full' });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    isMoved.current = true;
    setFocused(within(step(focused)));
  };
  const isOutside = (day: string) => within(day) !== day;
  return (
    <div className={classes.calendar}>
      <div className={classes.head}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('before')}
          onClick={() => setFocused(within(addMonths(focused, -1)))}
        >
          <IconChevronLeft size={16} className={classes.arrow} aria-hidden />
        </ActionIcon>
        <span className={classes.month} aria-live="polite">
          {monthName}
        </span>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('after')}
          onClick={() => setFocused(within(addMonths(focused, 1)))}
        >
          <IconChevronRight size={16} className={classes.arrow} aria-hidden />
        </ActionIcon>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid of buttons, moved through by arrows */}
      <table ref={grid} role="grid" aria-label={monthName} className={classes.days} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {(weeks[0] ?? []).map((day) => (
              <th key={day} scope="col" abbr={longDay.format(Date.parse(day))}>
                {shortDay.format(Date.parse(day))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day}>
                  <button
                    type="button"
                    data-day={day}
                    data-autofocus={day === focused || undefined}
                    className={classes.day}
                    data-outside={day.slice(0, 7) !== focused.slice(0, 7) || undefined}
                    data-chosen={day === value || undefined}
                    aria-pressed={day === value}
                    aria-current={day === today ? 'date' : undefined}
                    aria-label={whole.format(Date.parse(day))}
                    tabIndex={day === focused ? 0 : -1}
                    disabled={isOutside(day)}
                    onClick={() => onPick(day)}
                  >
                    {Number(day.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className={classes.foot}>
        <Button size="compact-sm" variant="subtle" disabled={isOutside(today)} onClick={() => onPick(today)}>
          {t('today')}
        </Button>
        <Button size="compact-sm" variant="subtle" disabled={value === ''} onClick={() => onPick('')}>
          {t('none')}
        </Button>
      </div>
    </div>
  );
}
