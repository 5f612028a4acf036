import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AuditService } from '../audit/audit-service.ts';
import { doerOf } from '../http/doer-of.ts';
import { identityOf } from '../http/route-guard.ts';
import { type View, type ViewService, viewStateSchema } from './view-service.ts';

type Needs = { readonly views: ViewService; readonly audit: Pick<AuditService, 'record'> };

const table = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9.-]{0,63}$/)
  .describe('Which list it is of, such as "computers".');

const view = z
  .object({
    id: z.int(),
    owner: z.string(),
    own: z.boolean().describe('It is yours: you may change it.'),
    table: z.string(),
    name: z.string(),
    shared: z.boolean().describe('Everybody sees it.'),
    state: viewStateSchema,
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'ListView' });

const input = z.strictObject({
  table,
  name: z.string().trim().min(1).max(100),
  shared: z.boolean().default(false),
  state: viewStateSchema,
});
const changeInput = input.extend({
  updatedAt: z.iso.datetime().optional().describe('As it was seen. Where it was changed since, nothing is stored.'),
});
/** A view as the audit trail keeps it. */
const audited = ({ state, ...view }: View) => ({ ...view, state: JSON.stringify(state) });

const params = z.object({ viewId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

/** Ways to look at lists that are kept under names. */
export const viewRoutes: FastifyPluginAsyncZod<Needs> = async (app, { views, audit }) => {
  app.get(
    '/views',
    {
      config: { permission: 'view.read' },
      schema: {
        operationId: 'viewList',
        tags: ['preferences'],
        description: 'Your own views of lists and those that are shared, by name.',
        querystring: z.object({ table: table.optional() }),
        response: { 200: z.object({ items: z.array(view) }) },
      },
    },
    async (request) => ({ items: await views.list(identityOf(request).user.id, request.query.table) }),
  );

  app.post(
    '/views',
    {
      config: { permission: 'view.write' },
      schema: {
        operationId: 'viewCreate',
        tags: ['preferences'],
        description: 'Keeps a view of a list under a name: columns, order, filters.',
        body: input,
        response: { 201: view },
      },
    },
    async (request, reply) => {
      const made = await views.create(identityOf(request).user.id, request.body);
      await audit.record({
        ...doerOf(request),
        action: 'view.create',
        target: `view ${made.id}`,
        after: audited(made),
      });
      return reply.code(201).send(made);
    },
  );

  app.put(
    '/views/:viewId',
    {
      config: { permission: 'view.write' },
      schema: {
        operationId: 'viewUpdate',
        tags: ['preferences'],
        description: 'Changes a view of yours.',
        params,
        body: changeInput,
        response: { 200: view },
      },
    },
    async (request) => {
      const { viewId } = request.params;
      const { before, after } = await views.update(viewId, identityOf(request).user.id, request.body);
      await audit.record({
        ...doerOf(request),
        action: 'view.update',
        target: `view ${viewId}`,
        before: audited(before),
        after: audited(after),
      });
      return after;
    },
  );

  app.delete(
    '/views/:viewId',
    {
      config: { permission: 'view.write' },
      schema: {
        operationId: 'viewDelete',
        tags: ['preferences'],
        description: 'Forgets a view of yours.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { viewId } = request.params;
      const before = await views.remove(viewId, identityOf(request).user.id);
      await audit.record({
        ...doerOf(request),
        action: 'view.delete',
        target: `view ${viewId}`,
        before: audited(before),
      });
      return reply.code(204).send(null);
    },
  );
};
