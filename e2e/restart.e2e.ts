import { expect } from 'vitest';
import { inventoryXml, packagesOfRound, sendXml } from './testing/documents.ts';
import { journey, postgres } from './testing/journey.ts';
import { type EngineName, serverForThisTest } from './testing/server.ts';

for (const engine of ['sqlite', 'postgres'] satisfies EngineName[]) {
  journey(
    `a server that is stopped and started again keeps everything (${engine})`,
    { needs: engine === 'postgres' ? [postgres] : [] },
    async () => {
      const first = await serverForThisTest({ engine });
      for (const round of [1, 2]) {
        const xml = inventoryXml({
          deviceId: 'keep-2026-01-01-00-00-00',
          sections: { SOFTWARES: packagesOfRound(round, 20) },
        });
        expect((await sendXml(first.url, xml)).status).toBe(200);
      }
      await first.api.setSetting('PROLOG_FREQ', 12);
      const seen = async ({ api }: typeof first) => {
        const { items } = await api.assets();
        const id = items[0]?.id ?? 0;
        const settings = await api.getJson('/settings');
        return {
          items,
          asset: await api.asset(id),
          software: await api.allRows(id, 'software'),
          changes: await api.changes(id),
          settings,
        };
      };
      const before = await seen(first);
      expect(before.changes.total).toBeGreaterThan(20);

      expect(await first.stop()).toBe(0);
      expect(first.output()).toContain('Stopped');
      const second = await first.restart();
      expect(await seen(second)).toEqual(before); // with the token that was made before
      expect(await second.stop()).toBe(0);
    },
  );
}
