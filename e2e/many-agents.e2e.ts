import { runProgram } from '@muster/peers';
import { expect } from 'vitest';
import { file, journey } from './testing/journey.ts';
import { loadGenerator } from './testing/paths.ts';
import { serverForThisTest } from './testing/server.ts';

/** The manual of the peer names 400 as the most agents at once. */
for (const agents of [400, 2000]) {
  journey(
    `${agents} agents that report at the same moment are all taken in, none twice`,
    { needs: [file(loadGenerator)] },
    async () => {
      const server = await serverForThisTest();
      const options = {
        url: `${server.url}/ocsinventory`,
        mode: 'new',
        n: agents,
        concurrency: agents,
        softwares: 60,
        timeout: 600,
      };
      const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
      const { code, stdout, stderr } = await runProgram(process.execPath, [loadGenerator, ...args], {
        timeoutMs: 600_000,
      });
      expect(code, `${stdout}${stderr}`).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ ok: agents, failed: 0 });
      expect((await server.api.assets()).total).toBe(agents);
    },
  );
}
