import { describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createAdminApp } from './testing/admin-app.ts';

describe.each(enginesUnderTest())('how far an import is, on $name', ({ create }) => {
  test('is told line by line, and the result last; what fails before is an answer as any', async () => {
    const { db, dispose } = await create();
    const { app, authorization, report, field, values, close } = await createAdminApp(db);
    const ids: number[] = [];
    for (let i = 1; i <= 3; i++) ids.push((await report(`pc-${i}-2026-11-20-08-00-0${i}`)).asset.id);
    await field({ name: 'Room', type: 'text', label: { en: 'Room' } });
    const send = async (text: string) => {
      const headers = { authorization, accept: 'application/x-ndjson, application/json' };
      const payload = { content: Buffer.from(text).toString('base64'), dryRun: false };
      return await app.inject({ method: 'POST', url: '/api/v1/admin-data/import', headers, payload });
    };

    const good = await send('name,Room\npc-1,A\npc-2,B\npc-3,C\n');
    expect(good.headers['content-type']).toContain('application/x-ndjson');
    const lines = good.payload
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([{ done: 3, total: 3 }, { result: { applied: true, updated: 3, failed: 0 } }]);
    expect(await values(ids[1] ?? 0)).toEqual({ Room: 'B' });

    const nothing = await send('name,Room\nghost,A\n');
    expect(JSON.parse(nothing.payload)).toMatchObject({ result: { applied: false, failed: 1 } });

    const bad = await send('name,Room\npc-1,"A\n');
    expect([bad.statusCode, bad.json().code]).toEqual([400, 'CSV_UNREADABLE']);
    await close();
    await dispose();
  });
});
