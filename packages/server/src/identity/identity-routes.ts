import { pageOf, pageQuery } from '@muster/protocol/schema';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { assetSummary, time } from '../fleet/asset-schema.ts';
import type { SplitService } from '../fleet/split-service.ts';
import { doerOf } from '../http/doer-of.ts';
import { blacklistKinds } from './blacklists.ts';
import { type DuplicateMethod, duplicateMethods } from './duplicates-repository.ts';
import type { MergeService } from './merge-service.ts';
import type { ReviewService } from './review-service.ts';

type Needs = { readonly merges: MergeService; readonly reviews: ReviewService; readonly splits: SplitService };

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const methods = Object.keys(duplicateMethods) as [DuplicateMethod, ...DuplicateMethod[]]; // safe: the table's own keys

const reason = z
  .object({
    kind: z
      .string()
      .describe('uuid, serial, diskSerial, boardSerial, mac, agentId, assetTag, name, deviceId, oldDeviceId.'),
    agrees: z.boolean(),
    points: z.int().describe('What it adds to the score; 50 points make a machine.'),
    values: z.array(z.string()).describe('What agrees; or what the record has, where it differs.'),
  })
  .meta({ id: 'IdentityReason' });
const comparison = z.object({ assetId: z.int(), score: z.int(), reasons: z.array(reason) });
const suspicion = z
  .object({
    id: z.int(),
    kind: z.enum(['duplicate', 'clone']).describe('Two records of one machine, or two machines with one device id.'),
    assetIds: z.array(z.int()),
    at: time,
    state: z.enum(['open', 'ignored']),
    reasons: z.array(reason),
  })
  .meta({ id: 'Suspicion' });
const identity = z
  .object({
    deviceIds: z.array(z.object({ deviceId: z.string(), firstSeenAt: time })),
    evidence: z.array(z.object({ kind: z.string(), values: z.array(z.string()) })),
    decisions: z.array(
      z.object({
        id: z.int(),
        at: time,
        deviceId: z.string(),
        outcome: z
          .enum(['created', 'recognised', 'changed'])
          .describe('A new record; a known machine under another device id; a known machine with other evidence.'),
        score: z.int(),
        reasons: z.array(reason).optional(),
        others: z.array(comparison).optional().describe('Records that were weighed too.'),
      }),
    ),
    merges: z.array(
      z.object({
        id: z.int(),
        at: time,
        actor: z.string(),
        reason: z.string(),
        survivorId: z.int(),
        mergedId: z.int(),
        undoneAt: time.nullable(),
      }),
    ),
    suspicions: z.array(suspicion),
  })
  .meta({ id: 'Identity' });

/** Why a record is this machine; duplicates, clones, merges. */
export const identityRoutes: FastifyPluginAsyncZod<Needs> = async (app, { merges, reviews, splits }) => {
  app.get(
    '/assets/:assetId/identity',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'identityView',
        tags: ['identity'],
        description: 'Why inventories went to this record: evidence, decisions, merges, suspicions.',
        params: z.object({ assetId: id }),
        response: { 200: identity },
      },
    },
    ({ params }) => reviews.explain(params.assetId) as never, // safe: the stored reasons are of the schema above
  );

  app.get(
    '/duplicates',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'duplicateSummary',
        tags: ['identity'],
        description: 'How many records have the same values, by each comparison.',
        response: {
          200: z.object({ items: z.array(z.object({ method: z.enum(methods), groups: z.int(), records: z.int() })) }),
        },
      },
    },
    async () => ({ items: await reviews.summary() }),
  );

  app.get(
    '/duplicates/:method',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'duplicateList',
        tags: ['identity'],
        description: 'The records that have the same values, a group of records an item.',
        params: z.object({ method: z.enum(methods) }),
        querystring: pageQuery,
        response: { 200: pageOf(z.object({ values: z.array(z.string()), assets: z.array(assetSummary) })) },
      },
    },
    ({ params, query }) => reviews.groups(params.method, query),
  );

  app.get(
    '/suspicions',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'suspicionList',
        tags: ['identity'],
        description: 'Pairs of records that a person should look at, newest first.',
        querystring: pageQuery.extend({
          kind: z.enum(['duplicate', 'clone']).optional(),
          state: z.enum(['open', 'ignored']).default('open'),
        }),
        response: { 200: pageOf(z.object({ ...suspicion.shape, assets: z.array(assetSummary) })) },
      },
    },
    ({ query }) => reviews.suspicionsInFull(query) as never, // safe: as above
  );

  app.put(
    '/suspicions/:suspicionId',
    {
      config: { permission: 'asset.merge' },
      schema: {
        operationId: 'suspicionUpdate',
        tags: ['identity'],
        description: 'Ignores a pair, or looks at it again.',
        params: z.object({ suspicionId: id }),
        body: z.strictObject({ state: z.enum(['open', 'ignored']) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await reviews.setSuspicionState(request.params.suspicionId, request.body.state, doerOf(request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/merges',
    {
      config: { permission: 'asset.merge' },
      schema: {
        operationId: 'mergeCreate',
        tags: ['identity'],
        description: 'Joins records into one. All of them, or none. Each can be undone.',
        body: z.strictObject({
          survivorId: z.int().positive(),
          mergedIds: z.array(z.int().positive()).min(1).max(100),
          reason: z.string().max(500).default(''),
        }),
        response: { 201: z.object({ mergeIds: z.array(z.int()) }) },
      },
    },
    async (request, reply) => {
      const mergeIds = await merges.merge({ ...request.body, doer: doerOf(request) });
      return reply.code(201).send({ mergeIds });
    },
  );

  app.post(
    '/merges/:mergeId/undo',
    {
      config: { permission: 'asset.merge' },
      schema: {
        operationId: 'mergeUndo',
        tags: ['identity'],
        description: 'Parts what a merge joined, and puts back what it moved.',
        params: z.object({ mergeId: id }),
        response: { 200: z.object({ survivorId: z.int(), restoredId: z.int() }) },
      },
    },
    async (request) => {
      const { survivorId, mergedId } = await merges.undo(request.params.mergeId, doerOf(request));
      return { survivorId, restoredId: mergedId };
    },
  );

  app.post(
    '/assets/:assetId/split',
    {
      config: { permission: 'asset.merge' },
      schema: {
        operationId: 'assetSplit',
        tags: ['identity'],
        description:
          'Parts a record that was taken for another machine: it gets back what it was before a decision, and what came by it becomes a record of its own.',
        params: z.object({ assetId: id }),
        body: z.strictObject({ decisionId: z.int().positive() }),
        response: { 201: z.object({ assetId: z.int() }) },
      },
    },
    async (request, reply) => {
      const made = await splits.split(request.params.assetId, request.body.decisionId, doerOf(request));
      return reply.code(201).send({ assetId: made });
    },
  );

  app.get(
    '/blacklists',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'blacklistList',
        tags: ['identity'],
        description: 'Values that many machines share, and that therefore say nothing about which one it is.',
        response: {
          200: z.object({
            items: z.array(
              z.object({
                kind: z.enum(blacklistKinds),
                values: z.array(z.string()),
                added: z.array(z.string()),
                removed: z.array(z.string()),
              }),
            ),
          }),
        },
      },
    },
    async () => ({ items: await reviews.blacklists() }),
  );

  app.put(
    '/blacklists/:kind',
    {
      config: { permission: 'setting.write' },
      schema: {
        operationId: 'blacklistUpdate',
        tags: ['identity'],
        description: 'Adds a value, or takes one off.',
        params: z.object({ kind: z.enum(blacklistKinds) }),
        body: z.strictObject({ value: z.string().min(1).max(255), listed: z.boolean() }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { value, listed } = request.body;
      await reviews.changeBlacklist(request.params.kind, value, listed, doerOf(request));
      return reply.code(204).send(null);
    },
  );
};
