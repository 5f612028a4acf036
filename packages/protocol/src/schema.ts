import { z } from 'zod';
import type { Column, Section } from './define-section.ts';

const cells = {
  text: () => z.string(),
  integer: () => z.int(),
  real: () => z.number(),
  flag: () => z.boolean(),
  date: () => z.string(),
  datetime: () => z.string(),
  texts: () => z.array(z.string()),
} as const satisfies Record<Column['type'], () => z.ZodType>;

type RowSchema = z.ZodObject<Record<string, z.ZodType>>;

/** Made once: an OpenAPI document must not hold two schemas of one id. */
const made = new Map<Section, RowSchema>();

/**
 * One row of a section as the API shows it: every column, null where the agent said nothing.
 *
 * A row of a child section also has `parentKey`.
 */
export function rowSchema(section: Section): RowSchema {
  const known = made.get(section);
  if (known !== undefined) return known;
  const columns = Object.entries(section.columns).map(([name, column]) => [name, cellSchema(column)] as const);
  const schema: RowSchema = z
    .object({ ...parentKey(section), ...Object.fromEntries(columns) })
    .meta({ id: `${section.name}Row`, description: section.description });
  made.set(section, schema);
  return schema;
}

function cellSchema({ type, unit, description }: Column): z.ZodType {
  return cells[type]()
    .nullable()
    .describe(unit === undefined ? description : `${description} In ${unit}.`);
}

function parentKey({ parent }: Section): Record<string, z.ZodType> {
  if (parent === undefined) return {};
  return { parentKey: z.string().describe(`Key of the row of section "${parent}" that it belongs to.`) };
}

/** A page of items, and how many there are in all. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), total: z.int().nonnegative() });
}

/** Which page is wanted. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('Items on the page.'),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0).describe('Items before the page.'),
});
