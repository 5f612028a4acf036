import { pageOf, pageQuery } from '@muster/protocol/schema';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../http/doer-of.ts';
import { NOTE_CHARACTERS, type NotesService } from './notes-service.ts';

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const params = z.object({ assetId: id });
const noteParams = params.extend({ noteId: id });

const note = z
  .object({
    id: z.int(),
    text: z.string(),
    author: z.string(),
    own: z.boolean().describe('Whether who asks wrote it, and may change it.'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Note' });
const body = z.strictObject({
  text: z.string().trim().min(1).max(NOTE_CHARACTERS).describe('Plain text; line breaks stay.'),
});
const changeBody = body.extend({
  expected: z
    .string()
    .optional()
    .describe('What it said to who changes it. Where it says something else now, nothing is stored.'),
});

/** `GET|POST /assets/:assetId/notes`, `PUT|DELETE /assets/:assetId/notes/:noteId`. */
export const noteRoutes: FastifyPluginAsyncZod<{ notes: NotesService }> = async (app, { notes }) => {
  app.get(
    '/assets/:assetId/notes',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'noteList',
        tags: ['notes'],
        description: 'What people wrote about an asset, newest first.',
        params,
        querystring: pageQuery,
        response: { 200: pageOf(note) },
      },
    },
    (request) => notes.list(request.params.assetId, request.query, doerOf(request)),
  );

  app.post(
    '/assets/:assetId/notes',
    {
      config: { permission: 'note.write' },
      schema: {
        operationId: 'noteCreate',
        tags: ['notes'],
        description: 'Writes a note about an asset.',
        params,
        body,
        response: { 201: note },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await notes.add(request.params.assetId, request.body.text, doerOf(request))),
  );

  app.put(
    '/assets/:assetId/notes/:noteId',
    {
      config: { permission: 'note.write' },
      schema: {
        operationId: 'noteUpdate',
        tags: ['notes'],
        description: 'Changes a note of one’s own; what it said before is in the audit trail.',
        params: noteParams,
        body: changeBody,
        response: { 200: note },
      },
    },
    (request) => {
      const { assetId, noteId } = request.params;
      return notes.update(assetId, noteId, request.body, doerOf(request));
    },
  );

  app.delete(
    '/assets/:assetId/notes/:noteId',
    {
      config: { permission: 'note.write' },
      schema: {
        operationId: 'noteDelete',
        tags: ['notes'],
        description: 'Deletes a note of one’s own; what it said is in the audit trail.',
        params: noteParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await notes.remove(request.params.assetId, request.params.noteId, doerOf(request));
      return reply.code(204).send(null);
    },
  );
};
