import type { Engine } from '../engine.ts';
import { postgres } from './postgres.ts';
import { sqlite } from './sqlite.ts';

/** Every engine; the first that accepts a location opens it. */
export const engines: readonly Engine[] = [postgres, sqlite];
