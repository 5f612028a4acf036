import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { time } from '../fleet/asset-schema.ts';
import { idParam } from '../http/params.ts';
import { identityOf } from '../http/route-guard.ts';
import type { DashboardService } from './dashboard-service.ts';
import { figureNames } from './figures.ts';

type Needs = { readonly dashboard: DashboardService };

const kinds = z.object({ added: z.int(), changed: z.int(), removed: z.int() });
const figureSchema = z
  .object({
    figure: z.enum(figureNames),
    at: time.describe('When it was computed: on a large fleet some seconds ago.'),
    total: z.int().describe('Of which the items are parts: computers, or changes.'),
    isPartial: z.boolean().describe('True when there was more to look at than is looked at.'),
    items: z.array(
      z.object({
        key: z.string().describe('What it is, for programs.'),
        label: z
          .string()
          .nullable()
          .describe('As agents said it; null where they said nothing, or the key says it all.'),
        detail: z
          .string()
          .nullish()
          .describe('Second part of what it is: the version of a system, the maker of a model.'),
        count: z.int(),
        kinds: kinds.optional().describe('Of changes: rows that came, were changed, went.'),
        query: z.string().nullable().describe('The search that finds the same computers.'),
      }),
    ),
  })
  .meta({ id: 'Figure' });

/** Figures of the fleet, for dashboards. */
export const dashboardRoutes: FastifyPluginAsyncZod<Needs> = async (app, { dashboard }) => {
  app.get(
    '/dashboard/figures/:figure',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'figureView',
        tags: ['dashboard'],
        description: 'A figure of the fleet: computers by something, or what changed. Archived computers do not count.',
        params: z.object({ figure: z.enum(figureNames) }),
        response: { 200: figureSchema },
      },
    },
    async ({ params: { figure } }) => {
      const { items, ...rest } = await dashboard.figure(figure);
      return { ...rest, items: [...items] };
    },
  );

  app.get(
    '/dashboard/searches/:searchId',
    {
      config: { permission: 'search.read' },
      schema: {
        operationId: 'searchCountView',
        tags: ['dashboard'],
        description: 'How many computers a stored search finds.',
        params: z.object({ searchId: idParam }),
        response: {
          200: z.object({
            searchId: z.int(),
            name: z.string(),
            query: z.string().nullable().describe('The words it was written in, where it was written in words.'),
            count: z.int(),
            at: time,
          }),
        },
      },
    },
    (request) => dashboard.searchCount(request.params.searchId, identityOf(request).user.id),
  );
};
