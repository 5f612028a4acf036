import { describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp } from '../http/testing/test-app.ts';
import { createMessageMover } from './contact-messages.ts';
import { createContactRepository } from './contact-repository.ts';

describe.each(enginesUnderTest())('kept messages on $name', ({ create }) => {
  test('go with a machine that is merged, and come back exactly when that is undone', async () => {
    const { db, dispose } = await create();
    const app = await createTestApp({ db });
    const report = async (n: number, text: string) =>
      await app.app.inject({
        method: 'POST',
        url: '/ocsinventory',
        payload: `<REQUEST><DEVICEID>pc-${n}-2026-11-20-08-00-00</DEVICEID>${text}</REQUEST>`,
      });
    for (const n of [1, 2]) {
      const content = `<CONTENT><HARDWARE><NAME>pc-${n}</NAME></HARDWARE><BIOS><SSN>SN-${n}</SSN></BIOS></CONTENT>`;
      await report(n, `<QUERY>INVENTORY</QUERY>${content}`);
      await report(n, `<QUERY>DOWNLOAD</QUERY><ID>${n}</ID>`);
    }
    const contacts = createContactRepository(db);
    const [first, second] = await db.kysely.selectFrom('assets').select('id').orderBy('id').execute();
    const [from, to] = [second?.id ?? 0, first?.id ?? 0];
    const of = async (id: number) => (await contacts.keptMessages(id)).map(({ body }) => /<ID>(\d)/.exec(body)?.[1]);
    const mover = createMessageMover(contacts);
    const moved = await db.kysely.transaction().execute((trx) => mover.move(trx, from, to));
    expect([await of(from), await of(to)]).toEqual([[], ['1', '2']]);
    await db.kysely.transaction().execute((trx) => mover.restore(trx, from, to, JSON.parse(JSON.stringify(moved))));
    expect([await of(from), await of(to)]).toEqual([['2'], ['1']]);
    await app.close();
    await dispose();
  });
});
