import { AppError } from '@muster/protocol';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answerWithProgress } from '../http/answer-with-progress.ts';
import { doerOf } from '../http/doer-of.ts';
import type { AdminDataService } from './admin-data-service.ts';
import { FIELD_TYPES } from './admin-field.ts';
import { adminValue } from './admin-field-routes.ts';
import type { AdminImport } from './admin-import.ts';
import { DATE_ORDERS } from './admin-value.ts';
import { ENCODINGS, SEPARATORS } from './csv-file.ts';
import { LINE_PROBLEMS } from './import-plan.ts';

type Needs = { readonly data: AdminDataService; readonly imports: AdminImport };

/** Assets of one mass edit; lines of a file are counted by `readCsv`. */
const ASSETS = 10_000;
/** Bytes of a file, and of the JSON around it, where Base64 takes four for three. */
const FILE_BYTES = 5 * 1024 * 1024;
const IMPORT_BODY_BYTES = Math.ceil((FILE_BYTES * 4) / 3) + 100_000;

const params = z.object({ assetId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

const values = z
  .record(z.string().max(20), adminValue.nullable())
  .describe('By id of the field; null clears. Fields that are not named stay.');

const dataSchema = z
  .object({
    version: z.int().describe('Goes back with a change: it is refused if somebody else was faster.'),
    updatedAt: z.iso.datetime().nullable(),
    values: z.array(
      z.object({
        fieldId: z.int(),
        name: z.string(),
        type: z.enum(FIELD_TYPES),
        value: adminValue.nullable(),
        shown: z.string().nullable().describe('For people: choices by their English labels.'),
      }),
    ),
  })
  .meta({ id: 'AdminData' });

const matchBy = z.enum(['name', 'serial', 'deviceId', 'id']);
const reportSchema = z
  .object({
    separator: z.enum(SEPARATORS),
    encoding: z.enum(ENCODINGS),
    headers: z.array(z.string()),
    match: z.object({ column: z.string(), by: matchBy }),
    columns: z.record(z.string(), z.int().nullable()).describe('Header → field; null: left out.'),
    applied: z.boolean().describe('False for a dry run, and where bad lines stopped the import: nothing was stored.'),
    updated: z.int().describe('Machines that changed; of one that was not applied, that would have.'),
    unchanged: z.int(),
    failed: z.int(),
    lines: z.array(
      z.object({
        line: z.int().describe('Where it stands in the file, from 1.'),
        status: z.enum(['updated', 'unchanged', 'failed']),
        assetId: z.int().nullable(),
        assetName: z.string().nullable(),
        problem: z
          .enum(LINE_PROBLEMS)
          .nullable()
          .describe('Null unless it failed. unknown: no such machine; value: a cell that its field does not take.'),
        reason: z.string().nullable().describe('The same for people.'),
        key: z.string().describe('What the cell that names the machine says.'),
        changes: z
          .array(z.object({ fieldId: z.int(), before: z.string().nullable(), after: z.string().nullable() }))
          .describe('As people read the values; choices by their English labels.'),
      }),
    ),
  })
  .meta({ id: 'AdminImportReport' });

const matchSchema = z.object({ column: z.string(), by: matchBy });

const lookSchema = z
  .object({
    separator: z.enum(SEPARATORS),
    encoding: z.enum(ENCODINGS),
    headers: z.array(z.string()),
    sample: z.array(z.array(z.string())).describe('The first lines after the header.'),
    lines: z.int(),
    match: matchSchema.nullable().describe('The column with a usual name; null: none has.'),
    columns: z.record(z.string(), z.int().nullable()).describe('Header → field of that name or label.'),
  })
  .meta({ id: 'AdminImportLook' });

const fileBody = {
  content: z.base64().max(IMPORT_BODY_BYTES).describe('The file, as it is, in Base64.'),
  separator: z.enum(SEPARATORS).optional().describe('Not given: found out.'),
  encoding: z.enum(ENCODINGS).optional().describe('Not given: found out.'),
};

/** `GET|PATCH /assets/:assetId/admin-data`, `POST /admin-data/mass-edit`, `POST /admin-data/import`, `POST /admin-data/import/look`. */
export const adminDataRoutes: FastifyPluginAsyncZod<Needs> = async (app, { data, imports }) => {
  app.get(
    '/assets/:assetId/admin-data',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'adminDataView',
        tags: ['administrative data'],
        description: 'The administrative values of an asset, every field in its order.',
        params,
        response: { 200: dataSchema },
      },
    },
    // Safe: the schema above checks what is answered.
    async (request) => (await data.view(request.params.assetId)) as z.infer<typeof dataSchema>,
  );

  app.patch(
    '/assets/:assetId/admin-data',
    {
      config: { permission: 'adminData.write' },
      schema: {
        operationId: 'adminDataUpdate',
        tags: ['administrative data'],
        description: 'Changes values of an asset. Its agent is told at its next inventory.',
        params,
        body: z.strictObject({ version: z.int().min(0).describe('As it was read.'), values }),
        response: { 200: dataSchema },
      },
    },
    async (request) =>
      (await data.edit(request.params.assetId, request.body, doerOf(request))) as z.infer<typeof dataSchema>, // as above
  );

  app.post(
    '/admin-data/mass-edit',
    {
      config: { permission: 'adminData.write' },
      schema: {
        operationId: 'adminDataUpdateMany',
        tags: ['administrative data'],
        description: 'Sets the same values on many assets, or on the members of a group: all of them, or none.',
        body: z.strictObject({
          assetIds: z.array(z.int().positive()).min(1).max(ASSETS).optional(),
          groupId: z.int().positive().optional().describe('Instead of assetIds.'),
          values,
        }),
        response: { 200: z.object({ updated: z.int(), unchanged: z.int() }) },
      },
    },
    (request) => {
      const { assetIds, groupId, values: given } = request.body;
      return data.editMany(targetOf(assetIds, groupId), given, doerOf(request));
    },
  );

  app.post(
    '/admin-data/import/look',
    {
      bodyLimit: IMPORT_BODY_BYTES,
      config: { permission: 'adminData.write' },
      schema: {
        operationId: 'adminDataLook',
        tags: ['administrative data'],
        description:
          'Looks at a CSV file: how it is written, its columns, its first lines, and which field each may be.',
        body: z.strictObject(fileBody),
        response: { 200: lookSchema },
      },
    },
    async ({ body: { content, ...form } }) =>
      ({ ...(await imports.look(Buffer.from(content, 'base64'), form)) }) as z.infer<typeof lookSchema>, // safe: as above
  );

  app.post(
    '/admin-data/import',
    {
      bodyLimit: IMPORT_BODY_BYTES,
      config: { permission: 'adminData.write' },
      schema: {
        operationId: 'adminDataImport',
        tags: ['administrative data'],
        description:
          'Imports values of many machines from a CSV file: comma, semicolon or tab, UTF-8, UTF-16 or Windows-1252. A dry run tells line by line what would be. Who accepts application/x-ndjson is told how far it is: {"done":500,"total":4000} on lines, and {"result":…} on the last.',
        body: z.strictObject({
          ...fileBody,
          match: z
            .strictObject({ column: z.string().max(500), by: matchBy })
            .optional()
            .describe('Which column finds the machine. Not given: one named name, serial, deviceId or id.'),
          columns: z
            .record(z.string().max(500), z.int().nullable())
            .optional()
            .describe('Header → field. Not given: columns that bear the name or the label of a field.'),
          dates: z.enum(DATE_ORDERS).default('YYYY-MM-DD'),
          emptyCells: z.enum(['keep', 'clear']).default('keep').describe('What an empty cell does to a value.'),
          badLines: z
            .enum(['stop', 'skip'])
            .default('stop')
            .describe('stop: one bad line, and nothing is stored. skip: the good lines are.'),
          dryRun: z.boolean().default(true),
        }),
        response: { 200: reportSchema },
      },
    },
    (request, reply) =>
      answerWithProgress(request, reply, async (tell) => {
        const content = Buffer.from(request.body.content, 'base64');
        return { ...(await imports.run({ ...request.body, content }, doerOf(request), tell)) };
      }) as Promise<z.infer<typeof reportSchema>>, // safe: as above, or a reply that is sent
  );
};

/** @throws {AppError} `REQUEST_INVALID` unless it is one of the two. */
function targetOf(assetIds: readonly number[] | undefined, groupId: number | undefined) {
  if (assetIds !== undefined && groupId === undefined) return { assetIds };
  if (groupId !== undefined && assetIds === undefined) return { groupId };
  throw new AppError('REQUEST_INVALID', { reason: 'give either assetIds or groupId' });
}
