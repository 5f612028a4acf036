import { pageOf, pageQuery } from '@muster/protocol/schema';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { readerQuery, toReader } from '../http/tables/reader.ts';
import { TABLE_FORMATS } from '../http/tables/table-file.ts';
import { exportEvents } from './audit-export.ts';
import type { AuditService } from './audit-service.ts';

const state = z.unknown().describe('Any JSON; null where there is nothing to say.');

const eventSchema = z
  .object({
    id: z.int(),
    at: z.iso.datetime(),
    actor: z
      .string()
      .describe('A user, "token:NAME", "command line", "system", or "nobody" for who was not signed in.'),
    action: z.string().describe('"subject.verb", as setting.set and session.begin.'),
    target: z.string().describe('"kind id", as "setting FREQUENCY" and "asset 12"; empty for nothing in particular.'),
    before: state,
    after: state,
    address: z.string().nullable().describe('Null for what began on the server itself.'),
  })
  .meta({ id: 'AuditEvent' });

const filters = {
  actor: z.string().max(200).optional(),
  action: z.string().max(100).optional().describe('"setting" finds setting.set too.'),
  target: z.string().max(300).optional().describe('"setting" finds "setting FREQUENCY" too.'),
  address: z.string().max(100).optional(),
  q: z.string().max(200).optional().describe('Text that the target, or what it was before or after, contains.'),
  from: z.iso.datetime({ offset: true }).optional().describe('From this moment on.'),
  to: z.iso.datetime({ offset: true }).optional().describe('Before this moment.'),
};

/** `GET /audit`, `/audit/export`, `/audit/names`. */
export const auditRoutes: FastifyPluginAsyncZod<{ audit: AuditService }> = async (app, { audit }) => {
  app.get(
    '/audit',
    {
      config: { permission: 'audit.read' },
      schema: {
        operationId: 'auditList',
        tags: ['audit'],
        description: 'Who changed what, newest first.',
        querystring: pageQuery.extend(filters),
        response: { 200: pageOf(eventSchema) },
      },
    },
    async ({ query: { from, to, ...query } }) => {
      const { items, total } = await audit.list({ ...query, from: toMs(from), to: toMs(to) });
      return { items: items.map((event) => ({ ...event, at: new Date(event.at).toISOString() })), total };
    },
  );

  app.get(
    '/audit/export',
    {
      config: { permission: 'audit.read' },
      schema: {
        operationId: 'auditExport',
        tags: ['audit'],
        description: 'All events that match, newest first, as one file. No cell is run as a formula by a spreadsheet.',
        querystring: z.object({ ...filters, ...readerQuery, format: z.enum(TABLE_FORMATS).default('csv') }),
      },
    },
    ({ query: { from, to, format, zone, language, ...query } }, reply) => {
      const events = audit.all({ ...query, from: toMs(from), to: toMs(to) });
      const { stream, type, fileName } = exportEvents(events, format, toReader({ format, zone, language }));
      reply.type(type).header('content-disposition', `attachment; filename="${fileName}"`);
      return reply.send(stream);
    },
  );

  app.get(
    '/audit/names',
    {
      config: { permission: 'audit.read' },
      schema: {
        operationId: 'auditNames',
        tags: ['audit'],
        description: 'Who has done something, and which actions there are: what the filters can be.',
        response: { 200: z.object({ actors: z.array(z.string()), actions: z.array(z.string()) }) },
      },
    },
    () => audit.names(),
  );
};

const toMs = (moment: string | undefined) => (moment === undefined ? undefined : Date.parse(moment));
