import { pageOf, pageQuery } from '@muster/protocol/schema';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { assetSummary, time } from '../fleet/asset-schema.ts';
import { doerOf } from '../http/doer-of.ts';
import { idParam, toWords } from '../http/params.ts';
import { identityOf } from '../http/route-guard.ts';
import type { SearchService } from '../search/search-service.ts';
import { queryText, searchNodeSchema } from '../search/search-tree.ts';
import { treeGuard } from '../search/tree-guard.ts';
import type { GroupService } from './group-service.ts';

type Needs = { readonly groups: GroupService; readonly search: Pick<SearchService, 'check' | 'checkQuery'> };

const groupSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    description: z.string(),
    kind: z.enum(['static', 'dynamic']),
    tree: searchNodeSchema.nullable().describe('The search that finds the computed members; null for a static group.'),
    members: z.int().describe('Computed and included, but for those excluded.'),
    settings: z.int().describe('Settings that have a value for this group.'),
    revision: z.int().describe('Counts the changes of the definition; see groupUpdate.'),
    current: z.boolean().describe('False while the members are being computed after a change.'),
    evaluatedAt: time.nullable().describe('When all of its members were computed last.'),
    createdAt: time,
    createdBy: z.string(),
  })
  .meta({ id: 'Group' });

const how = z.enum(['computed', 'included', 'excluded']);
const member = z
  .object({ ...assetSummary.shape, how: how.describe('By the search, or by hand.') })
  .meta({ id: 'GroupMember' });

const groupInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  description: z.string().max(2000).default(''),
  tree: searchNodeSchema.nullable().default(null).describe('Null or absent: a static group.'),
  query: queryText.optional(),
});

const groupChange = z.strictObject({
  ...groupInput.shape,
  revision: z
    .int()
    .optional()
    .describe(
      'The revision that was changed; when another was stored meanwhile, nothing is. Absent: whichever there is.',
    ),
});

const groupUses = z
  .object({
    searches: z
      .array(z.object({ id: z.int(), name: z.string(), owner: z.string() }))
      .describe('Stored searches that you see and that ask for this group.'),
  })
  .meta({ id: 'GroupUses' });

const params = z.object({ groupId: idParam });
const assetIds = z.array(z.int().positive()).min(1).max(10_000);
const memberChange = z
  .strictObject({
    action: z.enum(['include', 'exclude', 'reset']).describe('"reset" forgets what was decided by hand.'),
    assetIds: assetIds.optional(),
    tree: searchNodeSchema.optional().describe('Instead of "assetIds": all that this search finds.'),
    query: queryText.optional(),
  })
  .refine((body) => (body.assetIds === undefined) !== (body.tree === undefined), {
    message: 'either "assetIds" or "tree" must be there',
  });
const sort = z
  .string()
  .max(500)
  .default('name')
  .describe('Fields of the asset, comma separated; "-" before one that descends.')
  .transform(toWords);

/** Groups and their members. */
export const groupRoutes: FastifyPluginAsyncZod<Needs> = async (app, { groups, search }) => {
  const preValidation = treeGuard(search);

  app.get(
    '/groups',
    {
      config: { permission: 'group.read' },
      schema: {
        operationId: 'groupList',
        tags: ['groups'],
        description: 'The groups with the number of their members, by name.',
        querystring: pageQuery.extend({
          q: z.string().max(200).optional().describe('Text that the name or the description contains.'),
          kind: z.enum(['static', 'dynamic']).optional(),
        }),
        response: { 200: pageOf(groupSchema) },
      },
    },
    ({ query }) => groups.list(query),
  );

  app.post(
    '/groups',
    {
      config: { permission: 'group.write' },
      preValidation,
      schema: {
        operationId: 'groupCreate',
        tags: ['groups'],
        description: 'Makes a group: static, or dynamic by a search.',
        body: groupInput,
        response: { 201: groupSchema },
      },
    },
    async (request, reply) => reply.code(201).send(await groups.create(request.body, doerOf(request))),
  );

  app.get(
    '/groups/:groupId',
    {
      config: { permission: 'group.read' },
      schema: {
        operationId: 'groupView',
        tags: ['groups'],
        description: 'One group.',
        params,
        response: { 200: groupSchema },
      },
    },
    ({ params: { groupId } }) => groups.find(groupId),
  );

  app.put(
    '/groups/:groupId',
    {
      config: { permission: 'group.write' },
      preValidation,
      schema: {
        operationId: 'groupUpdate',
        tags: ['groups'],
        description: 'Changes a group. What was included and excluded by hand stays.',
        params,
        body: groupChange,
        response: { 200: groupSchema },
      },
    },
    (request) => groups.update(request.params.groupId, request.body, doerOf(request)),
  );

  app.delete(
    '/groups/:groupId',
    {
      config: { permission: 'group.write' },
      schema: {
        operationId: 'groupDelete',
        tags: ['groups'],
        description: 'Deletes a group and its settings. Its members stay.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await groups.remove(request.params.groupId, doerOf(request));
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/groups/:groupId/uses',
    {
      config: { permission: 'group.read' },
      schema: {
        operationId: 'groupUseList',
        tags: ['groups'],
        description: 'What asks for a group, and finds nothing by it once the group is deleted.',
        params,
        response: { 200: groupUses },
      },
    },
    (request) => groups.uses(request.params.groupId, identityOf(request).user.id),
  );

  app.post(
    '/groups/:groupId/recalculate',
    {
      config: { permission: 'group.write' },
      schema: {
        operationId: 'groupRecalculate',
        tags: ['groups'],
        description: 'Computes the members of a dynamic group now. They are kept current without it.',
        params,
        response: { 200: groupSchema },
      },
    },
    ({ params: { groupId } }) => groups.recalculate(groupId),
  );

  app.get(
    '/groups/:groupId/members',
    {
      config: { permission: 'group.read' },
      schema: {
        operationId: 'groupMemberList',
        tags: ['groups'],
        description: 'The members of a group, a page at a time; with how=excluded those that are kept out.',
        params,
        querystring: pageQuery.extend({
          how: how.optional(),
          q: z
            .string()
            .max(200)
            .optional()
            .describe('Text that the name, the user, the serial number or the address contains.'),
          sort,
        }),
        response: { 200: pageOf(member) },
      },
    },
    ({ params: { groupId }, query }) => groups.members(groupId, query),
  );

  app.post(
    '/groups/:groupId/members',
    {
      config: { permission: 'group.write' },
      preValidation,
      schema: {
        operationId: 'groupMemberChange',
        tags: ['groups'],
        description: 'Includes assets in a group by hand, excludes them, or leaves them to its search again.',
        params,
        body: memberChange,
        response: { 200: z.object({ assets: z.int().describe('How many of those named there are.') }) },
      },
    },
    (request) => groups.changeMembers(request.params.groupId, request.body, doerOf(request)),
  );

  app.get(
    '/assets/:assetId/groups',
    {
      config: { permission: 'group.read' },
      schema: {
        operationId: 'assetGroupList',
        tags: ['groups'],
        description: 'The groups that an asset is a member of, by number.',
        params: z.object({ assetId: idParam }),
        response: { 200: z.object({ groupIds: z.array(z.int()) }) },
      },
    },
    async ({ params: { assetId } }) => ({ groupIds: await groups.idsOf(assetId) }),
  );
};
