import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const serverBriefSchema = z.object({ name: z.string(), version: z.string() });

const manifest = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')));

/** What this program is. */
export const serverBrief = { name: 'Muster', version: manifest.version } as const;
