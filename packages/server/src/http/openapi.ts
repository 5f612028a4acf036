import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { errorSchema } from './error-handler.ts';

/** Where the API begins. */
export const API_PREFIX = '/api/v1';

/** `z.int()` says that JSON numbers have 53 bits; that is noise in a description. */
const zodToJsonConfig = {
  override: ({ jsonSchema }: { jsonSchema: { minimum?: number; maximum?: number } }) => {
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  },
};
const transform = createJsonSchemaTransform({ zodToJsonConfig });
const transformObject = createJsonSchemaTransformObject({ zodToJsonConfig });

/** Describes every route of the API, from the schemas that check its requests and answers. */
export async function describeApi(app: FastifyInstance, { version }: { readonly version: string }): Promise<void> {
  app.addHook('onRoute', (route) => {
    if (!isApi(route.url)) return;
    const schema: FastifySchema = route.schema ?? {};
    const response = { ...(schema.response as Record<string, unknown> | undefined), default: errorSchema };
    route.schema = { ...schema, response };
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Muster',
        version,
        description: 'What the console does, programs can do too. Times are UTC, as ISO 8601; sizes say their unit.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'Made by "muster-server user token --name NAME".' },
        },
      },
      security: [{ token: [] }],
    },
    transform: (route) => {
      if (!isApi(route.url)) return { schema: { hide: true }, url: route.url };
      return transform(route);
    },
    transformObject: (document) => withoutUnused(transformObject(document)),
  });
  app.get(
    `${API_PREFIX}/openapi.json`,
    { config: { permission: 'public' }, schema: { hide: true } as FastifySchema },
    async (_request, reply) =>
      reply.type('application/json; charset=utf-8').serializer(JSON.stringify).send(app.swagger()),
  );
}

type Document = ReturnType<typeof transformObject>;

/** Each named schema comes twice, as one that is sent and one that is answered; only those that a route names stay, by name. */
function withoutUnused(document: Document): Document {
  if (!('components' in document)) return document; // Swagger 2 has none
  const schemas: Record<string, unknown> = document.components?.schemas ?? {};
  const used = new Set<string>();
  const waiting: unknown[] = [document.paths];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    for (const [, name = ''] of JSON.stringify(part).matchAll(REFERENCE)) {
      if (used.has(name) || schemas[name] === undefined) continue;
      used.add(name);
      waiting.push(schemas[name]); // what it names is used, too
    }
  }
  // By name: they come in the order in which files were loaded.
  const kept = [...used].sort().map((name) => [name, schemas[name]]);
  for (const name of Object.keys(schemas)) delete schemas[name];
  Object.assign(schemas, Object.fromEntries(kept));
  return document;
}

const REFERENCE = /"#\/components\/schemas\/([^"]+)"/g;

function isApi(url: string): boolean {
  return url.startsWith(`${API_PREFIX}/`);
}
