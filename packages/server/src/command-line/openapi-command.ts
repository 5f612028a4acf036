import pino from 'pino';
import { createApp } from '../app.ts';
import { configOf } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import type { Command } from './command.ts';

/** `muster-server openapi`: the document that `GET /api/v1/openapi.json` answers, without a server or a data folder. */
export const openapiCommand: Command = {
  name: 'openapi',
  usage: ['openapi'],
  summary: 'Prints the description of the API (OpenAPI 3.1, JSON).',
  async run({ terminal }) {
    terminal.print(await openapiDocument());
    return 0;
  },
};

/** The OpenAPI document as JSON, indented. */
export async function openapiDocument(): Promise<string> {
  const db = await openDatabase(':memory:');
  try {
    const app = await createApp({ config: configOf({}), db, log: pino({ level: 'silent' }) });
    const document = app.swagger();
    await app.close();
    return JSON.stringify(document, null, 2);
  } finally {
    await db.close();
  }
}
