import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    testTimeout: 30_000,
    // Files share the modules of their worker, which are loaded once: no test changes a module.
    isolate: false,
    maxWorkers: '100%',
  },
});
