import { pageOf, pageQuery } from '@muster/protocol/schema';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../http/doer-of.ts';
import { readerQuery, toReader } from '../http/tables/reader.ts';
import { TABLE_FORMATS } from '../http/tables/table-file.ts';
import { amongFilter } from './among.ts';
import { exportTitles } from './export-titles.ts';
import type { MoveService } from './move-service.ts';
import { rule, title, titleFilter, titleTarget } from './software-schema.ts';
import type { SoftwareService } from './software-service.ts';

const params = z.object({ titleId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const day = z.iso.date();

const listQuery = z.object({
  ...titleFilter,
  ...amongFilter,
  sort: z
    .string()
    .max(200)
    .default('-machines,name')
    .describe('name, publisher, category, versions, machines; comma separated, "-" before one that descends.')
    .transform((text) => text.split(',').filter((word) => word !== '')),
});

const detail = title
  .extend({
    lacking: z.int().describe('Active computers that do not have it, now.'),
    rule: rule.nullable().describe('The rule that decided.'),
    releases: z
      .array(
        z.object({
          version: z.string().nullable(),
          machines: z.int(),
          categoryId: z.int(),
          unwanted: z.boolean(),
        }),
      )
      .describe('Newest version first; machines as they are now.'),
  })
  .meta({ id: 'SoftwareTitleDetail' });

const moved = z
  .object({ moveId: z.int().describe('For undoing it.'), moved: z.int().describe('Titles that changed.') })
  .meta({ id: 'SoftwareMove' });

type Needs = {
  readonly software: SoftwareService;
  readonly moves: MoveService;
  /** Decides what arrived and counts, now. */
  readonly refresh: () => Promise<void>;
  /** Categories by number, for exports. */
  readonly categoryNames: () => Promise<ReadonlyMap<number, string>>;
};

/** `/software`: titles, and what is decided of them one by one; `/assets/:assetId/software`. */
export const softwareRoutes: FastifyPluginAsyncZod<Needs> = async (
  app,
  { software, moves, refresh, categoryNames },
) => {
  const tags = ['software'];

  app.get(
    '/software',
    {
      config: { permission: 'software.read' },
      schema: {
        operationId: 'softwareTitleList',
        tags,
        description:
          'Software titles of the fleet, or of some of its computers, a page at a time. Machines are counted in the background; what was counted of some of them is kept for a moment where it took long.',
        querystring: listQuery.extend(pageQuery.shape),
        response: {
          200: pageOf(title).extend({
            countedAt: z.iso.datetime().nullable().describe('When machines were counted; null: not yet.'),
            among: z.int().nullable().describe('How many computers the numbers are of; null: of all.'),
          }),
        },
      },
    },
    ({ query }) => software.list(query),
  );

  app.get(
    '/software/export',
    {
      config: { permission: 'software.read' },
      schema: {
        operationId: 'softwareExport',
        tags,
        description: 'All titles that match, as one file. No cell of it is run by a spreadsheet.',
        querystring: listQuery.extend({ ...readerQuery, format: z.enum(TABLE_FORMATS).default('csv') }),
      },
    },
    async ({ query: { format, zone, language, ...query } }, reply) => {
      const reader = toReader({ format, zone, language });
      const { stream, type, fileName } = exportTitles(software, await categoryNames(), query, { format, reader });
      reply.type(type).header('content-disposition', `attachment; filename="${fileName}"`);
      return reply.send(stream);
    },
  );

  app.get(
    '/assets/:assetId/software',
    {
      config: { permission: 'software.read' },
      schema: {
        operationId: 'assetSoftware',
        tags,
        description: 'What is decided of the software that an asset has now: its category, and whether it is unwanted.',
        params: z.object({ assetId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
        response: {
          200: z.object({
            items: z.array(
              z.object({
                titleId: z.int(),
                name: z.string(),
                publisher: z.string().nullable().describe('As reported.'),
                version: z.string().nullable(),
                categoryId: z.int(),
                unwanted: z.boolean(),
              }),
            ),
          }),
        },
      },
    },
    ({ params: { assetId } }) => software.ofAsset(assetId),
  );

  app.post(
    '/software/refresh',
    {
      config: { permission: 'software.write' },
      schema: {
        operationId: 'softwareRefresh',
        tags,
        description: 'Counts machines now. Takes seconds on a large fleet.',
        response: { 204: z.null() },
      },
    },
    async (_request, reply) => {
      await refresh();
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/software/movers',
    {
      config: { permission: 'software.read' },
      schema: {
        operationId: 'softwareMovers',
        tags,
        description: 'Titles whose number of machines changed most.',
        querystring: z.object({
          days: z.coerce.number().int().min(1).max(365).default(7),
          limit: z.coerce.number().int().min(1).max(100).default(10),
        }),
        response: {
          200: z.object({
            items: z.array(
              z.object({
                id: z.int(),
                name: z.string(),
                publisher: z.string().nullable(),
                machines: z.int(),
                change: z.int(),
              }),
            ),
            since: day.nullable().describe('Later than asked where less is known; null: nothing was counted yet.'),
          }),
        },
      },
    },
    ({ query: { days, limit } }) => software.movers(days, limit),
  );

  app.get(
    '/software/unwanted',
    {
      config: { permission: 'software.read' },
      schema: {
        operationId: 'softwareUnwanted',
        tags,
        description: 'How many active machines have anything unwanted, now. The query "unwanted:yes" finds them.',
        response: {
          200: z.object({
            machines: z.int(),
            versions: z
              .array(z.object({ titleId: z.int(), machines: z.int() }))
              .describe('Active machines with an unwanted version, of titles of which only some versions are.'),
          }),
        },
      },
    },
    () => software.unwanted(),
  );

  app.post(
    '/software/moves',
    {
      config: { permission: 'software.write' },
      schema: {
        operationId: 'softwareMove',
        tags,
        description:
          'Puts titles, or all that a filter finds, into a category, which no rule changes; or gives them back to the rules.',
        body: z.strictObject({ target: titleTarget, categoryId: z.int().positive().nullable() }),
        response: { 200: moved },
      },
    },
    (request) => moves.move(request.body.target, request.body.categoryId, doerOf(request)),
  );

  app.post(
    '/software/unwanted',
    {
      config: { permission: 'software.write' },
      schema: {
        operationId: 'softwareMarkUnwanted',
        tags,
        description: 'Marks titles, or all that a filter finds, as unwanted, or no more.',
        body: z.strictObject({ target: titleTarget, unwanted: z.boolean() }),
        response: { 200: moved },
      },
    },
    (request) => moves.markUnwanted(request.body.target, request.body.unwanted, doerOf(request)),
  );

  app.post(
    '/software/moves/:moveId/undo',
    {
      config: { permission: 'software.write' },
      schema: {
        operationId: 'softwareMoveUndo',
        tags,
        description: 'Puts back what a move, or a mark, changed; what was changed again since stays.',
        params: z.object({ moveId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
        response: { 200: z.object({ restored: z.int(), left: z.int() }) },
      },
    },
    (request) => moves.undo(request.params.moveId, doerOf(request)),
  );

  app.get(
    '/software/titles/:titleId',
    {
      config: { permission: 'software.read' },
      schema: {
        operationId: 'softwareView',
        tags,
        description: 'One title with its versions, on all computers or on some.',
        params,
        querystring: z.object(amongFilter),
        response: { 200: detail },
      },
    },
    ({ params: { titleId }, query }) => software.view(titleId, query),
  );

  app.get(
    '/software/titles/:titleId/spread',
    {
      config: { permission: 'software.read' },
      schema: {
        operationId: 'softwareSpread',
        tags,
        description: 'Machines that have a title by system, TAG or group, most first.',
        params,
        querystring: z.object({ by: z.enum(['os', 'tag', 'group']), ...amongFilter }),
        response: { 200: z.object({ items: z.array(z.object({ value: z.string().nullable(), machines: z.int() })) }) },
      },
    },
    ({ params: { titleId }, query: { by, ...among } }) => software.spread(titleId, by, among),
  );

  app.get(
    '/software/titles/:titleId/history',
    {
      config: { permission: 'software.read' },
      schema: {
        operationId: 'softwareHistory',
        tags,
        description: 'How many machines had a title at the end of those UTC days on which that changed.',
        params,
        querystring: z.object({ days: z.coerce.number().int().min(1).max(400).default(90) }),
        response: {
          200: z.object({
            items: z.array(z.object({ day, machines: z.int() })),
            since: day.nullable().describe('First day of which anything is known.'),
          }),
        },
      },
    },
    ({ params: { titleId }, query: { days } }) => software.history(titleId, days),
  );
};
