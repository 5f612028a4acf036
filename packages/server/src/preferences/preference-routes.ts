import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { JsonValue } from '../fleet/asset-mover.ts';
import { identityOf } from '../http/route-guard.ts';
import type { PreferenceService } from './preference-service.ts';

type Needs = { readonly preferences: PreferenceService };

const params = z.object({
  name: z
    .string()
    .regex(/^[a-z][a-zA-Z0-9.-]{0,63}$/)
    .describe('Such as "list.computers".'),
});

/** What whoever asks has set for themselves; nobody sees what others set. */
export const preferenceRoutes: FastifyPluginAsyncZod<Needs> = async (app, { preferences }) => {
  app.get(
    '/preferences',
    {
      config: { permission: 'preference.own' },
      schema: {
        operationId: 'preferenceList',
        tags: ['preferences'],
        description: 'Your own preferences of the console, by name.',
        response: { 200: z.object({ items: z.record(z.string(), z.unknown()) }) },
      },
    },
    async (request) => ({ items: await preferences.list(identityOf(request).user.id) }),
  );

  app.put(
    '/preferences/:name',
    {
      config: { permission: 'preference.own' },
      schema: {
        operationId: 'preferenceSet',
        tags: ['preferences'],
        description: 'Keeps a preference of yours: any JSON of 64 KiB at most.',
        params,
        body: z.strictObject({ value: z.unknown().refine((value) => value !== undefined, 'value is missing') }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await preferences.put(identityOf(request).user.id, request.params.name, request.body.value as JsonValue); // safe: the body was JSON
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/preferences/:name',
    {
      config: { permission: 'preference.own' },
      schema: {
        operationId: 'preferenceReset',
        tags: ['preferences'],
        description: 'Forgets a preference of yours: the console does as it does for everybody.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await preferences.remove(identityOf(request).user.id, request.params.name);
      return reply.code(204).send(null);
    },
  );
};
