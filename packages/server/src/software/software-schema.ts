import { z } from 'zod';
import { amongFilter } from './among.ts';
import { VERSION_OPERATORS } from './classify.ts';
import { CATEGORY_COLOURS } from './dictionary-service.ts';

const pattern = z
  .string()
  .max(255)
  .trim()
  .describe('Regardless of case; * is any text, ? any character, a backslash takes what follows as it is. Empty: any.');

const version = z
  .strictObject({ operator: z.enum(VERSION_OPERATORS), value: z.string().trim().min(1).max(100) })
  .describe('"matches" takes a pattern; the others compare as versions.');

export const ruleInput = z.strictObject({
  id: z.int().positive().nullable().default(null).describe('Of a rule that is there already.'),
  name: pattern,
  publisher: pattern,
  version: version.nullable().default(null),
  categoryId: z.int().positive(),
});

export const rule = z
  .object({
    id: z.int(),
    name: z.string(),
    publisher: z.string(),
    version: z.object({ operator: z.enum(VERSION_OPERATORS), value: z.string() }).nullable(),
    categoryId: z.int(),
  })
  .meta({ id: 'SoftwareRule' });

export const alias = z
  .strictObject({
    pattern: pattern.min(1),
    publisher: z.string().trim().min(1).max(255).describe('What lists show instead.'),
  })
  .meta({ id: 'SoftwareAlias' });

export const work = z
  .object({
    running: z.boolean().describe('The catalogue does not follow what was stored last everywhere yet.'),
    total: z.int(),
    done: z.int(),
  })
  .meta({ id: 'SoftwareWork' });

export const categoryInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  colour: z.enum(CATEGORY_COLOURS).default('blue'),
  description: z.string().trim().max(1000).default(''),
  unwanted: z.boolean().default(false).describe('Whatever is in it is unwanted.'),
});

export const category = z
  .object({
    id: z.int(),
    code: z.enum(['new', 'ignored', 'unchanged']).nullable().describe('The three that every dictionary has.'),
    name: z.string(),
    colour: z.string(),
    description: z.string(),
    unwanted: z.boolean(),
  })
  .meta({ id: 'SoftwareCategory' });

const sampleState = z.object({ categoryId: z.int(), publisher: z.string() });

export const preview = z
  .object({
    titles: z.int().describe('Titles that would get another category.'),
    versions: z.int().describe('Releases that would get another one than before, beside their titles.'),
    publishers: z.int().describe('Titles that would show another publisher.'),
    moves: z.array(z.object({ from: z.int(), to: z.int(), titles: z.int() })),
    renames: z.array(z.object({ from: z.string(), to: z.string(), titles: z.int() })),
    samples: z
      .array(
        z.object({
          titleId: z.int(),
          name: z.string(),
          machines: z.int(),
          version: z.string().nullable(),
          before: sampleState,
          after: sampleState,
        }),
      )
      .describe('The most installed ones.'),
  })
  .meta({ id: 'SoftwarePreview' });

export const title = z
  .object({
    id: z.int(),
    name: z.string(),
    publisher: z.string().nullable().describe('Under its one name; null where none is reported.'),
    reportedPublisher: z.string().nullable(),
    categoryId: z.int(),
    decidedBy: z.enum(['none', 'rule', 'hand']),
    ruleId: z.int().nullable(),
    unwanted: z.enum(['yes', 'some', 'no']).describe('"some": certain versions only.'),
    unwantedItself: z.boolean().describe('Marked itself, whatever its category.'),
    otherCategories: z.boolean().describe('Some of its versions are in another category.'),
    machines: z.int().describe('Active machines that have it, of those asked for, as counted last.'),
    versions: z.int(),
  })
  .meta({ id: 'SoftwareTitle' });

const count = z.coerce.number().int().min(0).max(1_000_000_000).optional();

/** What narrows a list of titles; in an address and, for moves, in a body. */
export const titleFilter = {
  q: z.string().max(200).optional().describe('Text that the name or the publisher contains.'),
  name: z.string().max(200).optional().describe('Text that the name contains.'),
  publisher: z.string().max(200).optional().describe('Text that the publisher contains.'),
  categoryId: z.coerce.number().int().positive().optional(),
  decidedBy: z.enum(['none', 'rule', 'hand']).optional(),
  unwanted: z
    .enum(['yes', 'no'])
    .transform((word) => word === 'yes')
    .optional()
    .describe('yes: some version of it is.'),
  installed: z.enum(['yes', 'no', 'all']).default('yes').describe('no: on no active machine any more.'),
  machinesFrom: count,
  machinesTo: count,
  versionsFrom: count,
  versionsTo: count,
};

export const titleTarget = z.union([
  z.strictObject({ ids: z.array(z.int().positive()).min(1).max(10_000) }),
  z.strictObject({ filter: z.strictObject({ ...titleFilter, ...amongFilter }) }),
]);
