import { Readable } from 'node:stream';
import { AppError } from '@muster/protocol';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { doerOf } from '../http/doer-of.ts';
import { challengesOf, logError, toAppError } from '../http/error-handler.ts';
import { readCall, writeAnswer, writeFault } from './soap-envelope.ts';
import { callFunction, type SoapServices } from './soap-functions.ts';

/** A call with the ids of ten thousand computers has half of it. */
const BODY_BYTES = 1024 * 1024;

/** `/ocsinterface`, the SOAP interface of OCS Inventory; off unless WEB_SERVICE_ENABLED says otherwise. */
export const soapRoutes: FastifyPluginAsync<SoapServices> = async (app, services) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES }, (_request, body, done) => {
    done(null, body);
  });
  app.setErrorHandler((error, request, reply) => sendFault(toAppError(error, request), request, reply));

  app.post(
    '/ocsinterface',
    { config: { permission: 'external.use', tokenAsPassword: true }, schema: { hide: true } as object },
    async (request, reply) => {
      if (!(await services.settings.get('WEB_SERVICE_ENABLED'))) throw new AppError('WEB_SERVICE_DISABLED');
      const { name, parameters } = readCall((request.body as Buffer | undefined) ?? Buffer.alloc(0)); // safe: the only parser
      const result = await callFunction(services, name, parameters, doerOf(request));
      const namespace = `http://${request.host}/Apache/Ocsinventory/Interface`;
      return reply
        .header('cache-control', 'no-store')
        .type('text/xml; charset=utf-8')
        .send(Readable.from(writeAnswer(name, namespace, result)));
    },
  );
};

function sendFault(error: AppError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  logError(error, request);
  if (error.code === 'NOT_SIGNED_IN') reply.header('www-authenticate', challengesOf(request));
  return (
    reply
      // SOAP 1.1 wants 500 for faults; who is not let in is told so in the words of HTTP.
      .code(error.status === 401 || error.status === 403 ? error.status : 500)
      .header('cache-control', 'no-store')
      .header('muster-error', error.code)
      .type('text/xml; charset=utf-8')
      .send(writeFault(error))
  );
}
