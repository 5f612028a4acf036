import { defineConfig } from 'vitest/config';
import journeys from './vitest.config.ts';

/** `npm run screenshots`: pictures of every page, for people to look at. */
export default defineConfig({
  test: { ...journeys.test, include: ['e2e/testing/all-pages.ts'], testTimeout: 3_600_000 },
});
