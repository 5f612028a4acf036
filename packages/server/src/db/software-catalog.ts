import { type RawBuilder, sql } from 'kysely';

/** What is decided about software, to be asked of a row of a machine's software. */
export type CatalogColumn = 'category' | 'unwanted' | 'publisher';

const CELLS: Readonly<Record<CatalogColumn, string>> = {
  category: 'f.category_id',
  unwanted: 'f.unwanted',
  publisher: 'c.publisher',
};

/** A column of `f` and `c`, see below. */
export const catalogCell = (column: CatalogColumn): RawBuilder<unknown> => sql.ref(CELLS[column]);

/** Follows a join of the releases `r`. A release that just arrived has no row: nothing is decided of it yet. */
export const catalogJoins = sql` join software_release_facts f on f.release_id = r.id
  join software_catalog c on c.title_id = r.title_id`;

/** The same for a cross join, whose order SQLite keeps, and the condition that belongs to it. */
export const catalogCrossJoins = sql` cross join software_release_facts f cross join software_catalog c`;
export const catalogCondition = sql`f.release_id = r.id and c.title_id = r.title_id`;
