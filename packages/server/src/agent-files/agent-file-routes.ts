import type { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../http/doer-of.ts';
import { type AgentFilesService, FILE_BYTES } from './agent-files-service.ts';

const fileSchema = z
  .object({
    name: z.string(),
    sha256: z.string(),
    size: z.int().describe('Bytes.'),
    uploadedAt: z.iso.datetime(),
    uploadedBy: z.string(),
  })
  .meta({ id: 'AgentFile' });

const labelSchema = z.object({ text: z.string().nullable().describe('Null: agents ask nobody for a TAG.') });
const params = z.object({ name: z.string().max(512) });

/** `GET /agent-files`, `PUT|DELETE /agent-files/:name`, `GET|PUT /agent-label`. */
export const agentFileRoutes: FastifyPluginAsyncZod<{ files: AgentFilesService }> = async (app, { files }) => {
  app.get(
    '/agent-files',
    {
      config: { permission: 'agentFile.read' },
      schema: {
        operationId: 'agentFileList',
        tags: ['agent files'],
        description: 'What agents and their installers can download from …/deploy/NAME.',
        response: { 200: z.object({ items: z.array(fileSchema) }) },
      },
    },
    async () => ({ items: await files.list() }),
  );

  app.delete(
    '/agent-files/:name',
    {
      config: { permission: 'agentFile.write' },
      schema: {
        operationId: 'agentFileDelete',
        tags: ['agent files'],
        description: 'Deletes a file.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await files.remove(request.params.name, doerOf(request));
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/agent-label',
    {
      config: { permission: 'agentFile.read' },
      schema: {
        operationId: 'agentLabelView',
        tags: ['agent files'],
        description: 'The sentence above the TAG prompt of the Windows agent.',
        response: { 200: labelSchema },
      },
    },
    async () => ({ text: await files.label() }),
  );

  app.put(
    '/agent-label',
    {
      config: { permission: 'agentFile.write' },
      schema: {
        operationId: 'agentLabelUpdate',
        tags: ['agent files'],
        description: 'Sets that sentence; line breaks become blanks, and an empty one removes it.',
        body: z.strictObject({
          text: z.string().max(10_000),
          expected: z
            .string()
            .nullable()
            .optional()
            .describe('The text as it was seen: if somebody else changed it meanwhile, nothing is stored.'),
        }),
        response: { 200: labelSchema },
      },
    },
    async (request) => ({ text: await files.setLabel(request.body.text, doerOf(request), request.body.expected) }),
  );

  // The body is the file itself, whatever its type: nothing reads it into memory.
  await app.register(async (uploads) => {
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    (uploads as typeof app).put(
      '/agent-files/:name',
      {
        bodyLimit: FILE_BYTES,
        config: { permission: 'agentFile.write' },
        schema: {
          operationId: 'agentFileUpload',
          tags: ['agent files'],
          description: 'Keeps a file under a name; the body is the file. Another one of that name is replaced.',
          consumes: ['application/octet-stream'],
          params,
          response: { 200: fileSchema },
        },
      },
      async (request) => {
        const stream = (request.body ?? request.raw) as Readable; // safe: the only parser here passes the stream on
        return await files.upload(request.params.name, stream, doerOf(request));
      },
    );
  });
};
