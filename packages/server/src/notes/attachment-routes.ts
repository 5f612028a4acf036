import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../http/doer-of.ts';
import { ATTACHMENT_BYTES, type AttachmentsService } from './attachments-service.ts';

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const params = z.object({ assetId: id });
const attachmentParams = params.extend({ attachmentId: id });

const attachment = z
  .object({
    id: z.int(),
    name: z.string(),
    comment: z.string(),
    size: z.int().describe('Bytes.'),
    sha256: z.string(),
    author: z.string(),
    own: z.boolean().describe('Whether who asks attached it, and may remove it.'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Attachment' });

/** `GET|POST /assets/:assetId/attachments`, `DELETE …/:attachmentId`, `GET …/:attachmentId/content`. */
export const attachmentRoutes: FastifyPluginAsyncZod<{ attachments: AttachmentsService }> = async (
  app,
  { attachments },
) => {
  app.get(
    '/assets/:assetId/attachments',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'attachmentList',
        tags: ['notes'],
        description: 'The files that people keep with an asset, newest first.',
        params,
        response: { 200: z.object({ items: z.array(attachment) }) },
      },
    },
    async (request) => ({ items: await attachments.list(request.params.assetId, doerOf(request)) }),
  );

  app.get(
    '/assets/:assetId/attachments/:attachmentId/content',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'attachmentDownload',
        tags: ['notes'],
        description: 'A file as it was attached. It is always a download: no browser shows it as a page.',
        params: attachmentParams,
      },
    },
    async ({ params: { assetId, attachmentId } }, reply) => {
      const { name, content } = await attachments.download(assetId, attachmentId);
      reply.header('content-disposition', disposition(name, attachmentId));
      // Whatever it is, it runs nothing here: no type that a browser would show, no scripts, no place of its own.
      reply.header('content-security-policy', "default-src 'none'; sandbox");
      return reply.type('application/octet-stream').send(content);
    },
  );

  app.delete(
    '/assets/:assetId/attachments/:attachmentId',
    {
      config: { permission: 'note.write' },
      schema: {
        operationId: 'attachmentDelete',
        tags: ['notes'],
        description: 'Removes a file that one attached oneself.',
        params: attachmentParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await attachments.remove(request.params.assetId, request.params.attachmentId, doerOf(request));
      return reply.code(204).send(null);
    },
  );

  await app.register(async (uploads) => {
    uploads.removeAllContentTypeParsers();
    const asBuffer = { parseAs: 'buffer', bodyLimit: ATTACHMENT_BYTES } as const;
    uploads.addContentTypeParser('*', asBuffer, (_request, payload, done) => done(null, payload));
    (uploads as typeof app).post(
      '/assets/:assetId/attachments',
      {
        bodyLimit: ATTACHMENT_BYTES,
        config: { permission: 'note.write' },
        schema: {
          operationId: 'attachmentCreate',
          tags: ['notes'],
          description: 'Keeps a file with an asset, of 5 MiB at most; the body is the file.',
          consumes: ['application/octet-stream'],
          params,
          querystring: z.object({
            name: z.string().min(1).max(500).describe('What the file is called.'),
            comment: z.string().max(500).default(''),
          }),
          response: { 201: attachment },
        },
      },
      async (request, reply) => {
        const { name, comment } = request.query;
        const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const made = await attachments.add(request.params.assetId, { name, comment, content }, doerOf(request));
        return reply.code(201).send(made);
      },
    );
  });
};

/** Source: RFC 6266 and RFC 8187. The plain name is ours; the other is spelt in percent signs, so that nothing ends the header. */
function disposition(name: string, attachmentId: number): string {
  const spelt = encodeURIComponent(name).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="attachment-${attachmentId}"; filename*=UTF-8''${spelt}`;
}
