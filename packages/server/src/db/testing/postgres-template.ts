// What Vitest runs once before all tests: a PostgreSQL database is migrated, and each test is given a copy of it.
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../database.ts';
import { createPostgresDatabase, isPostgresTested } from './test-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly postgresTemplate: string;
  }
}

export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!isPostgresTested()) return undefined;
  const { name, location, drop } = await createPostgresDatabase();
  await (await openDatabase(location)).close(); // nobody may be connected to what is copied
  project.provide('postgresTemplate', name);
  return drop;
}
