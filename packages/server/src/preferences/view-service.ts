import { AppError } from '@muster/protocol';
import { z } from 'zod';
import type { ViewRepository, ViewRow } from './view-repository.ts';

/** Views that one user may have. */
const MOST_VIEWS = 200;

/** Further parameters that the address of a list may have. */
const MOST_PARAMS = 40;

/** What a view keeps; what is left out is as the list has it for everybody. */
export const viewStateSchema = z.strictObject({
  columns: z.array(z.string().max(200)).max(60).optional().describe('Names of the columns, in their order.'),
  sort: z.string().max(500).optional(),
  q: z.string().max(200).optional(),
  query: z.string().max(4000).optional().describe('In the query language.'),
  filter: z.string().max(4000).optional().describe('Filters of columns, in the query language.'),
  archived: z.enum(['exclude', 'only', 'include']).optional(),
  density: z.enum(['compact', 'comfortable']).optional(),
  params: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9.]{0,63}$/), z.string().max(4000))
    .refine((params) => Object.keys(params).length <= MOST_PARAMS, `must be ${MOST_PARAMS} at most`)
    .optional()
    .describe('What else the address of the list says, such as its filters.'),
});

export type ViewState = z.infer<typeof viewStateSchema>;

export type ViewInput = {
  /** Which list it is of: `computers`. */
  readonly table: string;
  readonly name: string;
  readonly shared: boolean;
  readonly state: ViewState;
};

type Needs = { readonly repository: ViewRepository; readonly clock: () => number };

export type ViewService = ReturnType<typeof createViewService>;

/** Ways to look at lists that people keep under names, for themselves or for everybody. */
export function createViewService({ repository, clock }: Needs) {
  async function find(id: number, userId: number) {
    const row = await repository.find(id);
    // One that is not shared does not exist for others.
    if (row === undefined || (row.ownerId !== userId && row.shared !== 1)) {
      throw new AppError('VIEW_NOT_FOUND', { viewId: id });
    }
    return toView(row, userId);
  }

  async function own(id: number, userId: number) {
    const found = await find(id, userId);
    if (!found.own) throw new AppError('VIEW_NOT_YOURS', { viewId: id, owner: found.owner });
    return found;
  }

  return {
    /** @param table Only those of this list. */
    async list(userId: number, table?: string) {
      return (await repository.list(userId, table)).map((row) => toView(row, userId));
    },

    /** @throws {AppError} `VIEW_NAME_TAKEN`, `VIEWS_TOO_MANY`. */
    async create(userId: number, input: ViewInput) {
      if ((await repository.countOf(userId)) >= MOST_VIEWS) throw new AppError('VIEWS_TOO_MANY', { limit: MOST_VIEWS });
      const id = await repository.create(userId, toValues(input), clock());
      if (id === undefined) throw new AppError('VIEW_NAME_TAKEN', { name: input.name });
      return await find(id, userId);
    },

    /**
     * @param input `updatedAt` as the doer saw it; not given: whatever.
     * @returns What it was, and what it is.
     * @throws {AppError} `VIEW_NOT_FOUND`, `VIEW_NOT_YOURS`, `VIEW_NAME_TAKEN`, `VIEW_CHANGED`.
     */
    async update(id: number, userId: number, { updatedAt, ...input }: ViewInput & { updatedAt?: string | undefined }) {
      const before = await own(id, userId);
      const seenAt = updatedAt === undefined ? undefined : Date.parse(updatedAt);
      const result = await repository.update(id, userId, toValues(input), { now: clock(), seenAt });
      if (result === 'nameTaken') throw new AppError('VIEW_NAME_TAKEN', { name: input.name });
      if (result === 'changed') throw new AppError('VIEW_CHANGED', { name: before.name });
      return { before, after: await find(id, userId) };
    },

    /** @throws {AppError} `VIEW_NOT_FOUND`, `VIEW_NOT_YOURS`. */
    async remove(id: number, userId: number) {
      const found = await own(id, userId);
      await repository.remove(id);
      return found;
    },
  };
}

/** Two names that differ in case, or in blanks at the ends, are one. */
const toValues = ({ table, name, shared, state }: ViewInput) => ({
  list: table,
  name: name.trim(),
  nameKey: name.trim().normalize('NFC').toLowerCase(),
  shared,
  state: JSON.stringify(state),
});

export type View = ReturnType<typeof toView>;

const toView = (row: ViewRow, userId: number) => ({
  id: row.id,
  owner: row.owner,
  own: row.ownerId === userId,
  table: row.list,
  name: row.name,
  shared: row.shared === 1,
  state: JSON.parse(row.state) as ViewState, // safe: it was checked before it was stored
  updatedAt: new Date(row.updatedAt).toISOString(),
});
