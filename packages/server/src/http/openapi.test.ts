import { expect, test } from 'vitest';
import { createTestApp } from './testing/test-app.ts';

type Operation = {
  operationId?: string;
  description?: string;
  security?: unknown[];
  responses: Record<string, unknown>;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
};

test('GET /openapi.json describes every route of the API, and nothing else', async () => {
  const { app, close } = await createTestApp();
  const document: Document = (await app.inject({ url: '/api/v1/openapi.json' })).json();
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining([
      '/api/v1/session',
      '/api/v1/setup',
      '/api/v1/server',
      '/api/v1/settings/{name}',
      '/api/v1/events',
    ]),
  );
  expect(Object.keys(document.paths).filter((path) => !path.startsWith('/api/v1/'))).toEqual([]);

  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { operationId, description, responses } of operations) {
    expect(operationId).toMatch(/^[a-z]+(?:[A-Z][a-z]+)+$/);
    expect(description).toMatch(/[.…]$/);
    expect(responses.default).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    });
  }
  await close();
});

test('every schema that is referred to is there, and every one that is there is referred to', async () => {
  const { app, close } = await createTestApp();
  const { body } = await app.inject({ url: '/api/v1/openapi.json' });
  const referred = [...body.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name ?? '');
  const document: Document = JSON.parse(body);
  expect([...new Set(referred)].sort()).toEqual(Object.keys(document.components.schemas).sort());
  await close();
});
