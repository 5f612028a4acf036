import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    setupFiles: ['tests/fixed-chance.ts'],
    globalSetup: ['packages/server/src/db/testing/postgres-template.ts'],
    // Only for what hangs: machines that test are slow, and busy with other things.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 120_000 } },
    // Files share the modules of their worker, which are loaded once: no test changes a module.
    isolate: false,
    maxWorkers: '100%',
  },
});
