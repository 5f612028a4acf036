import { pageOf, pageQuery } from '@muster/protocol/schema';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { assetSummary, time } from '../fleet/asset-schema.ts';
import { doerOf } from '../http/doer-of.ts';
import { blacklistKinds } from './blacklists.ts';
import type { MergeService } from './merge-service.ts';
import type { ReviewService } from './review-service.ts';

type Needs = { readonly merges: MergeService; readonly reviews: ReviewService };

/** Records that are looked at side by side. */
const MOST = 20;

const tags = ['identity'];
const state = z.enum(['open', 'ignored']);
const anyValue = z.unknown().describe('Any JSON; null for nothing.');
const numbers = z
  .string()
  .regex(/^\d{1,15}(,\d{1,15}){0,19}$/, { message: 'numbers of assets, comma separated' })
  .transform((text) => [...new Set(text.split(',').map(Number))]);

/** What people need who look after duplicates: records side by side, merges before and after, pairs, blacklists. */
export const careRoutes: FastifyPluginAsyncZod<Needs> = async (app, { merges, reviews }) => {
  app.get(
    '/identities',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'identityCompare',
        tags,
        description: 'What several records are recognised by, side by side.',
        querystring: z.object({ ids: numbers }),
        response: {
          200: z.object({
            items: z.array(
              z.object({
                asset: assetSummary,
                evidence: z.array(z.object({ kind: z.string(), values: z.array(z.string()) })),
                deviceIds: z.array(z.string()),
              }),
            ),
          }),
        },
      },
    },
    async ({ query }) => ({ items: await reviews.compare(query.ids) }),
  );

  app.post(
    '/merges/preview',
    {
      config: { permission: 'asset.merge' },
      schema: {
        operationId: 'mergePreview',
        tags,
        description: 'What a merge would make of what people decided about the records. Changes nothing.',
        body: z.strictObject({
          survivorId: z.int().positive(),
          mergedIds: z.array(z.int().positive()).min(1).max(MOST),
        }),
        response: {
          200: z.object({
            facts: z.array(
              z.object({
                room: z.string().describe('adminData, groups, settings.'),
                subject: z.string(),
                values: z.array(anyValue).describe('Of the record that stays, then of the others.'),
                result: anyValue.describe('Of the record that stays, afterwards.'),
              }),
            ),
            changes: z.int().describe('Entries of the history that go along.'),
            notes: z.int().describe('Notes and attachments that go along.'),
          }),
        },
      },
    },
    async (request) => {
      const preview = await merges.preview({ ...request.body, reason: '', doer: doerOf(request) });
      return { ...preview, facts: preview.facts.map((fact) => ({ ...fact, values: [...fact.values] })) };
    },
  );

  app.get(
    '/merges',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'mergeList',
        tags,
        description: 'Merges, newest first, also those that were undone.',
        querystring: pageQuery,
        response: {
          200: pageOf(
            z
              .object({
                id: z.int(),
                at: time,
                actor: z.string(),
                reason: z.string(),
                survivorId: z.int(),
                survivorName: z.string(),
                mergedId: z.int(),
                mergedName: z.string(),
                undoneAt: time.nullable(),
                undoable: z.boolean().describe('False also while a later merge into the same record stands.'),
              })
              .meta({ id: 'Merge' }),
          ),
        },
      },
    },
    ({ query }) => merges.list(query),
  );

  app.put(
    '/suspicions',
    {
      config: { permission: 'asset.merge' },
      schema: {
        operationId: 'suspicionPairUpdate',
        tags,
        description:
          'Says of records that they are different machines, each of each other, so that no list of duplicates shows them together; or takes it back.',
        body: z.strictObject({ assetIds: z.array(z.int().positive()).min(2).max(MOST), state }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await reviews.setPairState(request.body.assetIds, request.body.state, doerOf(request));
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/blacklists/:kind',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'blacklistView',
        tags,
        description: 'The values of one blacklist, where each comes from, and how many machines have it.',
        params: z.object({ kind: z.enum(blacklistKinds) }),
        response: {
          200: z.object({
            items: z.array(
              z.object({
                value: z.string(),
                origin: z.enum(['shipped', 'added']),
                listed: z.boolean().describe('False: shipped, and taken off.'),
                assets: z.int(),
              }),
            ),
          }),
        },
      },
    },
    async ({ params }) => ({ items: await reviews.blacklist(params.kind) }),
  );

  app.get(
    '/blacklists/:kind/effect',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'blacklistEffect',
        tags,
        description: 'How a value would be spelt, whether it is believed of no machine already, and how many have it.',
        params: z.object({ kind: z.enum(blacklistKinds) }),
        querystring: z.object({ value: z.string().min(1).max(255) }),
        response: { 200: z.object({ value: z.string(), listed: z.boolean(), assets: z.int() }) },
      },
    },
    ({ params, query }) => reviews.blacklistEffect(params.kind, query.value),
  );
};
