import { AppError } from '@muster/protocol';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { answerError, toAppError } from '../http/error-handler.ts';
import type { AgentFilesService } from './agent-files-service.ts';

/** Settings of downloads, as they are now. */
export type DeployTerms = {
  readonly enabled: boolean;
  /** How long a proxy may keep a file. */
  readonly maxAgeSeconds: number;
};

type Needs = { readonly files: AgentFilesService; readonly terms: () => Promise<DeployTerms> };

/** Where agents and OcsLogon look. Nobody is signed in there. Source: ocs-server §1.1. */
const PATHS = ['/deploy/:name', '/ocsinventory/deploy/:name'];

/** `GET /deploy/NAME`: agent files by name, and `label`. */
export const deployRoutes: FastifyPluginAsync<Needs> = async (app, { files, terms }) => {
  app.setErrorHandler((error, request, reply) => {
    const failure = toAppError(error, request);
    return answerError(failure, request, reply.header('Muster-Error', failure.code));
  });
  for (const url of PATHS) {
    app.get(url, { config: { permission: 'public' }, schema: { hide: true } }, send);
  }

  async function send(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { enabled, maxAgeSeconds } = await terms();
    if (!enabled) throw new AppError('DEPLOY_DISABLED');
    const { name } = request.params as { name: string }; // safe: both paths have it; it is only compared with names
    const { stream, size, sha256 } = await files.download(name);
    if (sha256 !== null) reply.header('ETag', `"${sha256}"`);
    return reply
      .header('Cache-Control', `public, max-age=${maxAgeSeconds}`)
      .header('Content-Length', size)
      .type('application/octet-stream')
      .send(stream);
  }
};
