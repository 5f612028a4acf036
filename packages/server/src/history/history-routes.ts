import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cells, changesFilter, fleetChange, moment } from './change-schema.ts';
import type { HistoryService } from './history-service.ts';
import type { StateService } from './state-service.ts';

type Needs = { readonly history: HistoryService; readonly states: StateService };

const assetId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const limit = z.coerce.number().int().min(1).max(500).default(50);

const noiseLine = z
  .object({
    section: z.string(),
    columns: z.array(z.string()).describe('Columns that go back and forth; empty where whole rows come and go.'),
    changes: z.int().describe('Entries that lists do not show for that.'),
    assets: z.int().describe('Assets they are about.'),
    latest: z.iso.datetime(),
  })
  .meta({ id: 'NoiseLine' });

const keyed = z.object({ key: z.string().describe('What the row is, for people.'), row: cells });
const comparedSection = z
  .object({
    name: z.string(),
    added: z.array(keyed),
    removed: z.array(keyed),
    changed: z.array(z.object({ key: z.string(), before: cells, after: cells })),
  })
  .meta({ id: 'ComparedSection' });

const compareQuery = z
  .object({
    from: moment.optional().describe('The earlier moment, ISO 8601.'),
    to: moment.optional().describe('The later moment, ISO 8601; now when it is left out.'),
    with: assetId.optional().describe('Another asset to compare with, instead of another moment.'),
    section: z.string().max(64).optional().describe('The one section to compare; all when it is left out.'),
  })
  .refine((query) => (query.from === undefined) !== (query.with === undefined), {
    message: 'give either "from" or "with"',
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    message: '"to" is earlier than "from"',
  });

/** What changed across the fleet, and what is different between moments and machines. */
export const historyRoutes: FastifyPluginAsyncZod<Needs> = async (app, { history, states }) => {
  app.get(
    '/changes',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'fleetChangeList',
        tags: ['changes'],
        description:
          'What changed across the fleet, newest first. A page looks at a bounded number of entries: it may be short, or empty, and still have a next one.',
        querystring: changesFilter.extend({
          assetKind: z.string().max(50).optional().describe('Only of assets of this kind: computer, printer…'),
          limit,
          cursor: z
            .string()
            .regex(/^\d{1,15}-\d{1,15}$/)
            .optional()
            .describe('"next" of the page before.'),
        }),
        response: { 200: z.object({ items: z.array(fleetChange), next: z.string().nullable() }) },
      },
    },
    ({ query }) => history.fleet(query),
  );

  app.get(
    '/changes/noise',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'noiseList',
        tags: ['changes'],
        description: 'Values that only go back and forth, and rows that come and go, the most frequent first.',
        querystring: z.object({
          from: moment.optional().describe('Since when, ISO 8601; 30 days ago when it is left out.'),
          limit,
        }),
        response: { 200: z.object({ items: z.array(noiseLine) }) },
      },
    },
    ({ query }) => history.noise(query),
  );

  app.get(
    '/assets/:assetId/compare',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'assetCompare',
        tags: ['changes'],
        description:
          'What is different between two moments of an asset, or between it and another one. Values that change by themselves (free space, uptime) are left out, and so are sections that do not differ.',
        params: z.object({ assetId }),
        querystring: compareQuery,
        response: { 200: z.object({ sections: z.array(comparedSection) }) },
      },
    },
    ({ params, query: { from, to, with: other, section } }) => {
      const one = { assetId: params.assetId, at: other === undefined ? from : to };
      // Safe as the answer: a list of texts is not changed by who is told of it.
      return states.compare(one, { assetId: other ?? params.assetId, at: to }, section) as never;
    },
  );
};
