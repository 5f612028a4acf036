/** A moment as agents write it; `time` is null where only the day was given. */
export type Moment = { readonly day: string; readonly time: string | null };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const TIME = '(?:[T ]+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?:[.,]\\d+)?(?: ?Z| ?[+-]\\d{2}:?\\d{2}(?::\\d{2})?)?)?';
const YEAR_FIRST = new RegExp(`^(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})${TIME}$`);
const YEAR_LAST = new RegExp(`^(\\d{1,2})[/.](\\d{1,2})[/.](\\d{4})${TIME}$`);
/** WMI writes `20201005000000.000000+000`. */
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})(?:\.[\d*]+(?:[+-][\d*]{3})?)?)?$/;
const SPELLED = /^(?:[A-Za-z]{3},? )?([A-Za-z]{3}) +(\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?(?: [A-Z]{3,4})? (\d{4})$/;

/**
 * Reads a date in any form that agents send, null where it is none.
 *
 * `monthFirst` says how `03/04/2020` is meant; the other order is tried where the number is no month. A time zone is left
 * out: times are the machine's own clock. Source: glpi-fusion-server §4.4; an impossible day is refused, never carried over.
 */
export function readMoment(text: string, monthFirst = false): Moment | null {
  let m = YEAR_FIRST.exec(text);
  // `YYYY-DD-MM` is what some agents send as boot time.
  if (m !== null) return moment(m[1], m[2], m[3], m[4], m[5], m[6]) ?? moment(m[1], m[3], m[2], m[4], m[5], m[6]);
  m = YEAR_LAST.exec(text);
  if (m !== null) {
    const [first, second] = monthFirst && !text.includes('.') ? [m[1], m[2]] : [m[2], m[1]];
    return moment(m[3], first, second, m[4], m[5], m[6]) ?? moment(m[3], second, first, m[4], m[5], m[6]);
  }
  m = COMPACT.exec(text);
  if (m !== null) return moment(m[1], m[2], m[3], m[4], m[5], m[6]);
  m = SPELLED.exec(text);
  if (m !== null) {
    const month = MONTHS.indexOf((m[1] ?? '').toLowerCase()) + 1;
    return moment(m[6], String(month), m[2], m[3], m[4], m[5]);
  }
  return null;
}

function moment(
  year = '',
  month = '',
  day = '',
  hours: string | undefined,
  minutes = '00',
  seconds = '00',
): Moment | null {
  const d = Number(day);
  const mon = Number(month);
  if (Number(year) < 1 || mon < 1 || mon > 12 || d < 1 || d > daysIn(Number(year), mon)) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (hours === undefined) return { day: date, time: null };
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 60) return null;
  return { day: date, time: `${hours.padStart(2, '0')}:${minutes}:${seconds}` };
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
