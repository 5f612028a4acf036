import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../http/doer-of.ts';
import { amongFilter } from './among.ts';
import type { DictionaryService } from './dictionary-service.ts';
import { alias, category, categoryInput, preview, rule, ruleInput, work } from './software-schema.ts';

const params = z.object({ categoryId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const revision = z.string().max(64).describe('Of the list that was seen: one that changed since is not overwritten.');
const rules = z.array(ruleInput).max(500);
const aliases = z.array(alias).max(1000);
const ruleList = z.object({ items: z.array(rule), revision: z.string(), work });
const aliasList = z.object({ items: z.array(alias), revision: z.string(), work });

type Needs = { readonly dictionary: DictionaryService };

/** `/software/categories`, `/rules`, `/aliases`: what people define of software. */
export const dictionaryRoutes: FastifyPluginAsyncZod<Needs> = async (app, { dictionary }) => {
  const tags = ['software'];

  app.get(
    '/software/categories',
    {
      config: { permission: 'software.read' },
      schema: {
        operationId: 'softwareCategoryList',
        tags,
        description: 'Categories, the three of every dictionary first.',
        querystring: z.object(amongFilter),
        response: {
          200: z.object({
            items: z.array(
              category.extend({
                titles: z.int().describe('Titles in it that some machine has, of those asked for.'),
                versions: z.int().describe('Releases in it whose titles are elsewhere.'),
              }),
            ),
          }),
        },
      },
    },
    async ({ query }) => ({ items: await dictionary.categories(query) }),
  );

  app.post(
    '/software/categories',
    {
      config: { permission: 'software.write' },
      schema: {
        operationId: 'softwareCategoryCreate',
        tags,
        description: 'Makes a category.',
        body: categoryInput,
        response: { 201: category },
      },
    },
    async (request, reply) => reply.code(201).send(await dictionary.createCategory(request.body, doerOf(request))),
  );

  app.put(
    '/software/categories/:categoryId',
    {
      config: { permission: 'software.write' },
      schema: {
        operationId: 'softwareCategoryUpdate',
        tags,
        description: 'Changes a category. The three of every dictionary cannot be changed.',
        params,
        body: categoryInput,
        response: { 200: category.extend({ work }) },
      },
    },
    (request) => dictionary.updateCategory(request.params.categoryId, request.body, doerOf(request)),
  );

  app.delete(
    '/software/categories/:categoryId',
    {
      config: { permission: 'software.write' },
      schema: {
        operationId: 'softwareCategoryRemove',
        tags,
        description: 'Removes a category that no rule leads to. What people put into it becomes the rules’ again.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await dictionary.removeCategory(request.params.categoryId, doerOf(request));
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/software/rules',
    {
      config: { permission: 'software.read' },
      schema: {
        operationId: 'softwareRuleList',
        tags,
        description: 'Rules in their order: the first that matches decides.',
        response: { 200: ruleList },
      },
    },
    () => dictionary.rules(),
  );

  app.put(
    '/software/rules',
    {
      config: { permission: 'software.write' },
      schema: {
        operationId: 'softwareRuleSet',
        tags,
        description:
          'These rules instead of those there are. All software follows at once, a large fleet in the background.',
        body: z.strictObject({ items: rules, revision }),
        response: { 200: ruleList },
      },
    },
    (request) => dictionary.setRules(request.body.items, request.body.revision, doerOf(request)),
  );

  app.post(
    '/software/rules/preview',
    {
      config: { permission: 'software.read' },
      schema: {
        operationId: 'softwareRulePreview',
        tags,
        description: 'What these rules would change. Nothing is stored.',
        body: z.strictObject({ items: rules }),
        response: { 200: preview },
      },
    },
    ({ body: { items } }) => dictionary.previewRules(items),
  );

  app.get(
    '/software/aliases',
    {
      config: { permission: 'software.read' },
      schema: {
        operationId: 'softwareAliasList',
        tags,
        description: 'Names of publishers that mean another, in their order: the first that matches decides.',
        response: { 200: aliasList },
      },
    },
    () => dictionary.aliases(),
  );

  app.put(
    '/software/aliases',
    {
      config: { permission: 'software.write' },
      schema: {
        operationId: 'softwareAliasSet',
        tags,
        description: 'These instead of those there are. What machines report is kept.',
        body: z.strictObject({ items: aliases, revision }),
        response: { 200: aliasList },
      },
    },
    (request) => dictionary.setAliases(request.body.items, request.body.revision, doerOf(request)),
  );

  app.post(
    '/software/aliases/preview',
    {
      config: { permission: 'software.read' },
      schema: {
        operationId: 'softwareAliasPreview',
        tags,
        description: 'What these names would change. Nothing is stored.',
        body: z.strictObject({ items: aliases }),
        response: { 200: preview },
      },
    },
    ({ body: { items } }) => dictionary.previewAliases(items),
  );

  app.get(
    '/software/work',
    {
      config: { permission: 'software.read' },
      schema: {
        operationId: 'softwareWork',
        tags,
        description: 'How far all software follows what was stored last.',
        response: { 200: work },
      },
    },
    () => dictionary.work(),
  );
};
