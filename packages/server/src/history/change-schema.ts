import { z } from 'zod';

const time = z.iso.datetime();
const cell = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);

/** A row, or some columns of one, of any section. */
export const cells = z.record(z.string(), cell);

const kind = z.enum(['created', 'added', 'changed', 'removed']);

const shape = {
  id: z.int(),
  at: time,
  section: z.string().describe('Empty for the asset as a whole.'),
  kind,
  key: z.string().describe('What the row is, for people.'),
  before: cells.nullable().describe('The row before; of a change only the columns that changed.'),
  after: cells.nullable().describe('The row after; of a created asset or section the number of rows by section.'),
  repeats: z
    .object({ count: z.int(), until: time })
    .nullable()
    .describe('The value went on going back and forth, or the row coming and going: how often, and the last time.'),
};
export const change = z.object(shape).meta({ id: 'Change' });
export const fleetChange = z
  .object({ ...shape, asset: z.object({ id: z.int(), name: z.string(), kind: z.string() }) })
  .meta({ id: 'FleetChange' });

/** An ISO 8601 moment; ms since 1970 inside. */
export const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const kinds = z
  .string()
  .max(100)
  .optional()
  .describe('Kinds of change, comma separated: created, added, changed, removed.')
  .transform((words) => (words === undefined || words === '' ? undefined : words.split(',')))
  .pipe(z.array(kind).optional());

/** What of the history is wanted. */
export const changesFilter = z.object({
  section: z.string().max(64).optional(),
  from: moment.optional().describe('Changes at or after this moment, ISO 8601.'),
  to: moment.optional().describe('Changes before this moment, ISO 8601.'),
  kinds,
  q: z.string().max(200).optional().describe('Text that the row, or the name of a column that changed, contains.'),
  noise: z
    .enum(['hide', 'show'])
    .default('hide')
    .describe('Whether values that only go back and forth are shown one by one.')
    .transform((word) => word === 'show'),
});
