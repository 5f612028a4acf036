import type { FastifyInstance } from 'fastify';

/** Type and subtype, whatever follows. */
const IS_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+/;

/**
 * Hands bodies to the routes of this plugin as streams, whatever their content type claims: the bytes tell. One that is no
 * type at all, or empty, stops nothing either; scripts send such.
 */
export function acceptRawBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  app.addHook('onRequest', async ({ raw }) => {
    if (!IS_TYPE.test(raw.headers['content-type'] ?? '')) raw.headers['content-type'] = 'application/octet-stream';
  });
}
