import type { Readable } from 'node:stream';
import { AppError } from '@muster/protocol';
import type { FastifyInstance } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AuditService } from '../audit/audit-service.ts';
import type { Admission } from '../gate/admission.ts';
import { readBody } from '../gate/body.ts';
import { doerOf } from '../http/doer-of.ts';
import { acceptRawBodies } from '../http/raw-body.ts';
import type { ImportLimits } from './import-limits.ts';
import type { ImportService } from './import-service.ts';
import { readDocuments } from './read-documents.ts';

type Needs = {
  readonly imports: ImportService;
  readonly audit: Pick<AuditService, 'record'>;
  readonly admission: Admission;
  readonly limits: ImportLimits;
};

/** Machines that a report names; an archive may hold a whole fleet. */
const MACHINES = 200;

const report = z
  .object({
    imported: z.int().describe('Inventories stored.'),
    created: z.int().describe('Of these, machines that are new here.'),
    machines: z
      .array(z.object({ name: z.string().describe('As below.'), assetId: z.int(), created: z.boolean() }))
      .describe(`Where they are stored: the first ${MACHINES}.`),
    failed: z.array(
      z.object({
        name: z.string().describe('The file, or its place in an archive.'),
        code: z.string().describe('One of the codes in docs/reference/errors.md.'),
        message: z.string(),
        hint: z.string().describe('What can be done about it.'),
      }),
    ),
  })
  .meta({ id: 'ImportReport' });

/** `POST /imports`. */
export const importRoutes: FastifyPluginAsyncZod<Needs> = async (app, { imports, audit, admission, limits }) => {
  // The bytes tell what a file is; its type is whatever the client took it for.
  acceptRawBodies(app as unknown as FastifyInstance); // safe: the type provider changes nothing at run time

  app.post(
    '/imports',
    {
      config: { permission: 'asset.import' },
      schema: {
        operationId: 'importCreate',
        tags: ['assets'],
        description:
          'Imports one file, sent as the body, of any content type: an inventory as XML, JSON or .ocs, packed by gzip or zlib or not, or a zip archive of them. Answers 200 also when documents failed: the report says which.',
        consumes: ['application/octet-stream'],
        querystring: z.object({
          name: z.string().min(1).max(255).default('file').describe('Name of the file, for the report.'),
        }),
        body: z.unknown(),
        response: { 200: report },
      },
    },
    async (request) => {
      const stream = request.body as Readable | null | undefined; // safe: the only parser here passes the stream on
      if (stream === undefined || stream === null) throw new AppError('BODY_EMPTY');
      const body = await readBody(stream, limits);
      const name = request.query.name.replace(/\p{C}/gu, '\ufffd');
      const outcome: z.infer<typeof report> = { imported: 0, created: 0, machines: [], failed: [] };
      await admission.run(body.length, async () => {
        for await (const one of imports.importAll(readDocuments(name, body, limits))) {
          if (!('error' in one)) {
            outcome.imported += 1;
            if (one.created) outcome.created += 1;
            const { name: from, assetId, created } = one;
            if (assetId !== null && outcome.machines.length < MACHINES)
              outcome.machines.push({ name: from, assetId, created });
          } else
            outcome.failed.push({
              name: one.name,
              code: one.error.code,
              message: one.error.message,
              hint: one.error.hint,
            });
        }
      });
      const after = { name, imported: outcome.imported, created: outcome.created, failed: outcome.failed.length };
      await audit.record({ ...doerOf(request), action: 'asset.import', target: '', after });
      return outcome;
    },
  );
};
