import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import { AppError } from '@muster/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerError } from './error-handler.ts';

/** Where `vite build` leaves the console. */
export const CONSOLE_DIST = join(import.meta.dirname, '..', '..', '..', 'console', 'dist');

const INDEX = 'index.html';
const ICON = 'favicon.svg';

/** Beside a file stands the same compressed; it is sent to who takes it, and has no address of its own. */
const COMPRESSED = /\.(?:br|gz)$/;

/** Paths which are never pages, so that a program with a wrong address hears so instead of getting HTML. */
const NO_PAGES = ['/api', '/ocsinventory', '/front', '/plugins', '/assets', '/healthz', '/ocsapi', '/ocsinterface'];

const NOT_BUILT = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Muster</title>
<h1>The console is not built</h1>
<p>The server runs, but there are no pages to show. <code>npm start</code> builds them.</p>
</html>
`;

/**
 * Serves the console: each of its files under its own path, and the page itself under every other path, because routes of
 * the console are addresses too. The list of files is read once, at the start: no request can name another.
 */
export async function serveConsole(app: FastifyInstance, { dist }: { readonly dist: string }): Promise<void> {
  const files = listFiles(dist);
  if (files.length > 0) await app.register(fastifyStatic, { root: dist, serve: false, preCompressed: true });

  for (const file of files) {
    app.get(`/${file}`, { config: { permission: 'public' } }, (_request, reply) => sendFile(reply, file));
  }
  // Browsers ask for it by themselves wherever no page names another.
  if (files.includes(ICON)) {
    app.get('/favicon.ico', { config: { permission: 'public' } }, (_request, reply) => sendFile(reply, ICON));
  }
  app.get('/', { config: { permission: 'public' } }, (_request, reply) => sendPage(reply, files));

  app.setNotFoundHandler((request, reply) => {
    if (isPage(request)) return sendPage(reply, files);
    const path = request.url.split('?')[0]?.slice(0, 200) ?? '';
    return answerError(new AppError('ROUTE_NOT_FOUND', { method: request.method, path }), request, reply);
  });
}

function listFiles(dist: string): string[] {
  if (!existsSync(dist)) return [];
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !COMPRESSED.test(file));
}

function isPage({ method, url }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  const path = url.split('?')[0] ?? '';
  return !NO_PAGES.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)) && !/\.\w+$/.test(path);
}

function sendFile(reply: FastifyReply, file: string): FastifyReply {
  // Vite puts a hash of the content in the names of what it writes under assets/.
  const isHashed = file.startsWith('assets/');
  return isHashed
    ? reply.sendFile(file, { maxAge: '365d', immutable: true })
    : reply.header('cache-control', 'no-cache').sendFile(file, NO_CACHE);
}

function sendPage(reply: FastifyReply, files: readonly string[]): FastifyReply {
  reply.header('cache-control', 'no-cache');
  if (files.includes(INDEX)) return reply.sendFile(INDEX, NO_CACHE);
  return reply.type('text/html; charset=utf-8').send(NOT_BUILT);
}

/** For @fastify/static: the header is ours. */
const NO_CACHE = { cacheControl: false } as const;
