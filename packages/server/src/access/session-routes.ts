import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AuditService } from '../audit/audit-service.ts';
import { doerOf } from '../http/doer-of.ts';
import { checkOrigin, identityOf } from '../http/route-guard.ts';
import { clearSessionCookie, setSessionCookie } from '../http/session-cookie.ts';
import { serverBrief, serverBriefSchema } from '../server-info/server-brief.ts';
import type { SessionService } from './session-service.ts';
import type { UserService } from './user-service.ts';

const userSchema = z.object({ id: z.int(), name: z.string() });
export const sessionSchema = z.object({ user: userSchema, server: serverBriefSchema }).meta({ id: 'Session' });

// Lengths are bounds, not rules: a wrong password is refused as wrong, whatever is wrong with it.
const credentials = {
  userName: z.string().min(1).max(200),
  password: z.string().min(1).max(4096),
};

type Needs = { readonly sessions: SessionService; readonly users: UserService; readonly audit: AuditService };

/** `GET /setup`, `POST /setup`; `POST /session`, `GET /session`, `DELETE /session`. */
export const sessionRoutes: FastifyPluginAsyncZod<Needs> = async (app, { sessions, users, audit }) => {
  app.get(
    '/setup',
    {
      config: { permission: 'public' },
      schema: {
        operationId: 'setupView',
        tags: ['session'],
        description: 'Whether the first administrator is still to be made.',
        security: [],
        response: { 200: z.object({ needed: z.boolean() }) },
      },
    },
    async () => ({ needed: await users.isSetupNeeded() }),
  );

  app.post(
    '/setup',
    {
      config: { permission: 'public' },
      schema: {
        operationId: 'setupCreate',
        tags: ['session'],
        description: 'Makes the first administrator, with the token of the link that the server printed, and signs in.',
        security: [],
        body: z.strictObject({ token: z.string().min(1).max(200), ...credentials }),
        response: { 201: sessionSchema },
      },
    },
    async (request, reply) => {
      checkOrigin(request);
      const user = await sessions.limited(request.ip, () => users.setUp(request.body));
      const event = { actor: user.name, address: request.ip, action: 'setup.complete', target: `user ${user.name}` };
      await audit.record(event);
      setSessionCookie(request, reply, await sessions.begin(user.id));
      request.log.info({ user: user.name, address: request.ip }, 'First administrator made');
      return reply.code(201).send({ user, server: serverBrief });
    },
  );

  app.post(
    '/session',
    {
      config: { permission: 'public' },
      schema: {
        operationId: 'sessionCreate',
        tags: ['session'],
        description: 'Signs in. The session is in a cookie that scripts cannot read.',
        security: [],
        body: z.strictObject(credentials),
        response: { 200: sessionSchema },
      },
    },
    async (request, reply) => {
      checkOrigin(request);
      const { user, secret } = await sessions.signIn({ ...request.body, address: request.ip });
      setSessionCookie(request, reply, secret);
      // Refusals are logged with the address alone: people type passwords into the wrong field.
      request.log.info({ user: user.name, address: request.ip }, 'Signed in');
      return { user, server: serverBrief };
    },
  );

  app.get(
    '/session',
    {
      config: { permission: 'session.own' },
      schema: {
        operationId: 'sessionView',
        tags: ['session'],
        description: 'Who is signed in.',
        response: { 200: sessionSchema },
      },
    },
    async (request) => ({ user: identityOf(request).user, server: serverBrief }),
  );

  app.delete(
    '/session',
    {
      config: { permission: 'session.own' },
      schema: {
        operationId: 'sessionDelete',
        tags: ['session'],
        description: 'Signs out.',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const identity = identityOf(request);
      await sessions.signOut(identity);
      if (identity.sessionId !== null) {
        await audit.record({ ...doerOf(request), action: 'session.end', target: `user ${identity.user.name}` });
      }
      clearSessionCookie(request, reply);
      return reply.code(204).send(null);
    },
  );
};
