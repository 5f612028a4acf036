/** Where days are typed and picked. */
export const words = {
  placeholder: 'yyyy-mm-dd',
  hint: 'A day such as 2026-11-20, or “yesterday”, “3 days ago”',
  unclear: 'Not a day: write it like 2026-11-20, or “yesterday”, “3 days ago”.',
  ambiguous: 'Day or month first? Write it like 2026-11-20.',
  tooEarly: 'The first day there is: {{day}}.',
  tooLate: 'The last day there is: {{day}}.',
  open: 'Pick a day',
  calendar: 'Calendar',
  before: 'Previous month',
  after: 'Next month',
  today: 'Today',
  none: 'No day',
};
