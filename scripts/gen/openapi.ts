import { openapiDocument } from '@muster/server';
import type { GeneratedFile } from './generated-file.ts';

/** The OpenAPI document as the server gives it at /api/v1/openapi.json, so that a change of the API shows in a review. */
export async function generate(): Promise<readonly GeneratedFile[]> {
  const document: unknown = JSON.parse(await openapiDocument());
  return [{ path: 'packages/server/openapi.json', text: `${JSON.stringify(document, null, 2)}\n` }];
}
