import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../http/doer-of.ts';
import { FIELD_TYPES, type StoredField } from './admin-field.ts';
import type { AdminFieldService } from './admin-field-service.ts';
import { toApiValue } from './admin-value.ts';

const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u);
const label = z.strictObject({ en: text(100), fr: text(100).nullable().default(null) });

export const adminValue = z
  .union([z.string(), z.number(), z.array(z.int())])
  .describe('A text, a day as YYYY-MM-DD, a number, the id of a choice (select, radio) or a list of them (checkbox).');

const fieldSchema = z
  .object({
    id: z.int(),
    name: z.string().describe('As agents know it.'),
    type: z.enum(FIELD_TYPES),
    label: z.object({ en: z.string(), fr: z.string().nullable() }),
    tab: z.string().describe('Heading under which the field stands; empty for the first.'),
    choices: z.array(z.object({ id: z.int(), label: z.object({ en: z.string(), fr: z.string().nullable() }) })),
    default: adminValue.nullable().describe('What new machines get.'),
    builtIn: z.boolean().describe('TAG: it can be relabelled, not deleted.'),
    onForms: z.boolean().describe('Whether forms ask for it; values are kept and searched in any case.'),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'AdminField' });

const choice = z.strictObject({ id: z.int().optional().describe('Of a choice there is; new ones get theirs.'), label });
const choices = z.array(choice).max(500);
const tab = z
  .string()
  .trim()
  .max(64)
  .regex(/^\P{Cc}*$/u);
const params = z.object({ fieldId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const confirm = z.object({
  confirm: z.enum(['true', 'false']).default('false').describe('Whether values of machines may be lost.'),
});

function toJson(field: StoredField): z.infer<typeof fieldSchema> {
  const { id, name, type, tab: heading, builtIn, onForms } = field;
  return {
    id,
    name,
    type,
    label: field.label,
    tab: heading,
    choices: field.choices.map((one) => ({ id: one.id, label: one.label })),
    default: field.default === null ? null : (toApiValue(field, field.default) as z.infer<typeof adminValue>),
    builtIn,
    onForms,
    updatedAt: new Date(field.updatedAt).toISOString(),
  };
}

/** `GET|POST /admin-fields`, `GET /admin-fields/usage`, `PUT /admin-fields/order`, `PATCH|DELETE /admin-fields/:fieldId`. */
export const adminFieldRoutes: FastifyPluginAsyncZod<{ fields: AdminFieldService }> = async (app, { fields }) => {
  app.get(
    '/admin-fields',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'adminFieldList',
        tags: ['administrative data'],
        description: 'What administrators keep of each machine, in its order. TAG is always there.',
        response: { 200: z.object({ items: z.array(fieldSchema) }) },
      },
    },
    async () => ({ items: (await fields.list()).map(toJson) }),
  );

  app.get(
    '/admin-fields/usage',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'adminFieldUsage',
        tags: ['administrative data'],
        description: 'How many machines have a value of each field, and each of its choices.',
        response: {
          200: z.object({
            items: z.array(
              z.object({
                fieldId: z.int(),
                machines: z.int(),
                choices: z.array(z.object({ id: z.int(), machines: z.int() })),
              }),
            ),
          }),
        },
      },
    },
    async () => ({
      items: (await fields.usage()).map(({ fieldId, machines, choices: counts }) => ({
        fieldId,
        machines,
        choices: [...counts].map(([id, some]) => ({ id, machines: some })),
      })),
    }),
  );

  app.post(
    '/admin-fields',
    {
      config: { permission: 'adminField.write' },
      schema: {
        operationId: 'adminFieldCreate',
        tags: ['administrative data'],
        description: 'Adds a field, as the last. Its name and type stay; label, tab, choices and default can change.',
        body: z.strictObject({
          name: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'a letter, then letters, digits and "_", at most 64'),
          type: z.enum(FIELD_TYPES),
          label,
          tab: tab.default(''),
          onForms: z.boolean().default(true),
          choices: choices.default([]),
          default: adminValue.nullable().default(null),
          takeOver: z
            .boolean()
            .default(false)
            .describe('Whether values that agents hold under this name become values of the field, as after a loss.'),
        }),
        response: { 201: fieldSchema },
      },
    },
    async (request, reply) => reply.code(201).send(toJson(await fields.create(request.body, doerOf(request)))),
  );

  app.put(
    '/admin-fields/order',
    {
      config: { permission: 'adminField.write' },
      schema: {
        operationId: 'adminFieldReorder',
        tags: ['administrative data'],
        description: 'Sets the order of the fields.',
        body: z.strictObject({ ids: z.array(z.int()).max(10_000).describe('Every field once.') }),
        response: { 200: z.object({ items: z.array(fieldSchema) }) },
      },
    },
    async (request) => ({ items: (await fields.reorder(request.body.ids, doerOf(request))).map(toJson) }),
  );

  app.patch(
    '/admin-fields/:fieldId',
    {
      config: { permission: 'adminField.write' },
      schema: {
        operationId: 'adminFieldUpdate',
        tags: ['administrative data'],
        description: 'Changes a field. Choices that are left out go; if machines have them, only with confirm=true.',
        params,
        querystring: confirm,
        body: z.strictObject({
          label: label.optional(),
          tab: tab.optional(),
          onForms: z.boolean().optional(),
          choices: choices.optional(),
          default: adminValue.nullable().optional(),
          updatedAt: z.iso
            .datetime()
            .optional()
            .describe('As it was read: if somebody else was faster, nothing is stored.'),
        }),
        response: { 200: fieldSchema },
      },
    },
    async (request) => {
      const { updatedAt: seenAt, ...wanted } = request.body;
      const consent = { confirm: request.query.confirm === 'true', seenAt };
      return toJson(await fields.update(request.params.fieldId, wanted, { ...doerOf(request), ...consent }));
    },
  );

  app.delete(
    '/admin-fields/:fieldId',
    {
      config: { permission: 'adminField.write' },
      schema: {
        operationId: 'adminFieldDelete',
        tags: ['administrative data'],
        description: 'Deletes a field; if machines have values, only with confirm=true, and the values go with it.',
        params,
        querystring: confirm,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const sure = request.query.confirm === 'true';
      await fields.remove(request.params.fieldId, { ...doerOf(request), confirm: sure });
      return reply.code(204).send(null);
    },
  );
};
