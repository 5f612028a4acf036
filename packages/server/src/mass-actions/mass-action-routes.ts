import { pageOf, pageQuery } from '@muster/protocol/schema';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { time } from '../fleet/asset-schema.ts';
import { assetSelectionSchema } from '../fleet/asset-selection.ts';
import { doerOf } from '../http/doer-of.ts';
import { type MassAction, reasons, states } from './mass-action.ts';
import type { MassActionService } from './mass-action-service.ts';

type Needs = {
  readonly massActions: MassActionService;
  readonly massActionList: readonly MassAction[];
};

/** Assets that a request may name one by one. */
const NAMED = 10_000;

const json = z.unknown().describe('A number, a text, true or false, or a list of texts; null for nothing.');
const change = z
  .object({ subject: z.string().describe('A field, a setting, a group.'), before: json, after: json })
  .meta({ id: 'MassChange' });
const counts = {
  total: z.int(),
  changed: z.int(),
  unchanged: z.int().describe('They were so already.'),
  refused: z.int(),
};
const refusal = z.object({
  reason: z.enum(reasons).nullable(),
  detail: z.string().nullable().describe('An error’s code, or why a machine could not be reached.'),
  count: z.int(),
});
const massAction = z
  .object({
    id: z.int(),
    action: z.string(),
    summary: z.array(change).describe('What it does; "before" is null.'),
    state: z.enum(states),
    actor: z.string(),
    createdAt: time,
    finishedAt: time.nullable(),
    ...counts,
    error: z.object({ code: z.string(), message: z.string() }).nullable().describe('Why it could not go on.'),
    undoOf: z.int().nullable().describe('The mass action that this one puts back.'),
    undoneBy: z.int().nullable().describe('The mass action that put this one back.'),
    undoable: z.boolean(),
  })
  .meta({ id: 'MassAction' });
const preview = z
  .object({
    ...counts,
    summary: z.array(change),
    examples: z
      .array(z.object({ assetId: z.int(), name: z.string(), changes: z.array(change) }))
      .describe('The first of those that would be changed.'),
    refusals: z.array(refusal),
    undoable: z.boolean(),
  })
  .meta({ id: 'MassActionPreview' });
const target = z
  .object({
    assetId: z.int(),
    name: z.string().describe('As it was called at the start.'),
    state: z.enum(['waiting', 'changed', 'unchanged', 'refused']),
    reason: z.enum(reasons).nullable(),
    detail: z.string().nullable(),
    changes: z.array(change),
  })
  .meta({ id: 'MassActionTarget' });

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const tags = ['mass-actions'];
const targetSchema = z
  .union([
    z.strictObject({ ids: z.array(z.int().positive()).min(1).max(NAMED) }),
    z.strictObject({ selection: assetSelectionSchema }),
  ])
  .describe('Assets by number, or all that a list shows.');

/**
 * Actions on many assets. Each has routes of its own, so that each declares the permission which the same on a single asset
 * needs.
 */
export const massActionRoutes: FastifyPluginAsyncZod<Needs> = async (app, { massActions, massActionList }) => {
  const resolve = (given: z.infer<typeof targetSchema>) =>
    'ids' in given ? given.ids : massActions.assetsOf(given.selection);

  for (const { name, description, permission, parameters } of massActionList) {
    const path = `/mass-actions/${name}`;
    const operation = `massAction${name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}`;
    const order = { target: targetSchema, parameters };

    app.post(
      `${path}/preview`,
      {
        config: { permission },
        schema: {
          operationId: `${operation}Preview`,
          tags,
          description: `${description} Tells what would happen, and changes nothing.`,
          body: z.strictObject(order),
          response: { 200: preview },
        },
      },
      async ({ body }) =>
        // safe: the service's readonly lists are the lists of the schema
        (await massActions.preview(name, body.parameters, await resolve(body.target))) as z.infer<typeof preview>,
    );

    app.post(
      path,
      {
        config: { permission },
        schema: {
          operationId: operation,
          tags,
          description: `${description} Goes on in the background, also after a restart of the server.`,
          body: z.strictObject({
            ...order,
            confirm: z.int().optional().describe('How many assets they are; deleting asks for it.'),
          }),
          response: { 202: massAction },
        },
      },
      async (request, reply) => {
        const { target: given, parameters: checked, confirm } = request.body;
        const assetIds = await resolve(given);
        return reply
          .code(202)
          .send(await massActions.start(name, { parameters: checked, assetIds, confirm }, doerOf(request)));
      },
    );

    app.post(
      `${path}/:massActionId/cancel`,
      {
        config: { permission },
        schema: {
          operationId: `${operation}Cancel`,
          tags,
          description: 'Ends one before its next step. What is done stays done.',
          params: z.object({ massActionId: id }),
          response: { 200: massAction },
        },
      },
      (request) => massActions.cancel(name, request.params.massActionId, doerOf(request)),
    );

    app.post(
      `${path}/:massActionId/undo`,
      {
        config: { permission },
        schema: {
          operationId: `${operation}Undo`,
          tags,
          description: 'Puts back what one changed, but for what somebody changed since: a mass action of its own.',
          params: z.object({ massActionId: id }),
          response: { 202: massAction },
        },
      },
      async (request, reply) =>
        reply.code(202).send(await massActions.undo(name, request.params.massActionId, doerOf(request))),
    );
  }

  app.get(
    '/mass-actions',
    {
      config: { permission: 'massAction.read' },
      schema: {
        operationId: 'massActionList',
        tags,
        description: 'Actions on many assets, newest first. They are kept for 30 days after their end.',
        querystring: pageQuery.extend({
          own: z.stringbool().default(false).describe('Those alone that the one who asks has started.'),
          state: z.enum(states).optional(),
        }),
        response: { 200: pageOf(massAction) },
      },
    },
    (request) => {
      const { own, ...query } = request.query;
      const { actor: asker } = doerOf(request);
      return massActions.list({ ...query, asker, actor: own ? asker : undefined });
    },
  );

  app.get(
    '/mass-actions/:massActionId',
    {
      config: { permission: 'massAction.read' },
      schema: {
        operationId: 'massActionView',
        tags,
        description: 'One of them: how far it is, and how often each reason for a refusal was met.',
        params: z.object({ massActionId: id }),
        response: { 200: z.object({ ...massAction.shape, refusals: z.array(refusal) }) },
      },
    },
    // Safe: reasons are stored from the list.
    async (request) => (await massActions.view(request.params.massActionId, doerOf(request).actor)) as never,
  );

  app.get(
    '/mass-actions/:massActionId/targets',
    {
      config: { permission: 'massAction.read' },
      schema: {
        operationId: 'massActionTargetList',
        tags,
        description: 'What became of single assets.',
        params: z.object({ massActionId: id }),
        querystring: pageQuery.extend({ state: z.enum(['waiting', 'changed', 'unchanged', 'refused']).optional() }),
        response: { 200: pageOf(target) },
      },
    },
    (request) => massActions.targets(request.params.massActionId, doerOf(request).actor, request.query),
  );
};
