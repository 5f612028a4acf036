import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { serverBrief, serverBriefSchema } from './server-brief.ts';
import type { ServerRepository } from './server-repository.ts';
import { warningsOf } from './server-warnings.ts';

const serverSchema = serverBriefSchema
  .extend({
    database: z.enum(['sqlite', 'postgres']),
    warnings: z.array(z.object({ code: z.string(), message: z.string(), hint: z.string() })),
    agentUrls: z
      .object({ ocs: z.string(), fusion: z.string(), glpi: z.string(), muster: z.string() })
      .describe('The address that each kind of agent is given.'),
  })
  .meta({ id: 'Server' });

type Needs = { readonly config: Config; readonly repository: ServerRepository };

/** `GET /healthz`: whether the server is ready, for whoever watches it. */
export const healthRoutes: FastifyPluginAsyncZod<Pick<Needs, 'repository'>> = async (app, { repository }) => {
  app.get(
    '/healthz',
    { config: { permission: 'public' }, schema: { response: { 200: z.object({ status: z.literal('ok') }) } } },
    async () => {
      await repository.ping();
      return { status: 'ok' as const };
    },
  );
};

/** `GET /server`. */
export const serverRoutes: FastifyPluginAsyncZod<Needs> = async (app, { config, repository }) => {
  app.get(
    '/server',
    {
      config: { permission: 'server.read' },
      schema: {
        operationId: 'serverView',
        tags: ['server'],
        description: 'What this server is, what its administrators should know, and where agents report.',
        response: { 200: serverSchema },
      },
    },
    async (request) => ({
      ...serverBrief,
      database: repository.databaseName,
      warnings: warningsOf(config),
      agentUrls: agentUrls(config.publicUrl || `${request.protocol}://${hostOf(request)}`),
    }),
  );
};

function agentUrls(base: string) {
  return {
    ocs: `${base}/ocsinventory`,
    fusion: `${base}/plugins/fusioninventory/`,
    glpi: `${base}/front/inventory.php`,
    muster: `${base}/ocsinventory`,
  };
}

/** The host that the client used. It is shown in commands to copy, so anything but a host with a port is not believed. */
function hostOf({ host }: FastifyRequest): string {
  return /^(?:[\w.-]{1,253}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i.test(host) ? host : 'localhost';
}
