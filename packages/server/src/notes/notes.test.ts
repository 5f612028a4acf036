import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { ATTACHMENT_BYTES, fileName } from './attachments-service.ts';

describe.each(enginesUnderTest())('notes and attachments on $name', ({ create }) => {
  let server: TestApp;
  let now: number;

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 20);
    server = await createTestApp({ create, clock: () => now });
  });
  afterEach(() => server.close());

  type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
  async function ask(method: Method, path: string, payload?: object, authorization = server.authorization) {
    const url = `/api/v1${path}`;
    const headers = { authorization };
    const reply = await server.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return { status: reply.statusCode, body: reply.payload === '' ? null : reply.json() };
  }
  const attach = (assetId: number, name: string, payload: Buffer) =>
    server.app.inject({
      method: 'POST',
      url: `/api/v1/assets/${assetId}/attachments?${new URLSearchParams({ name, comment: 'bought' })}`,
      headers: { authorization: server.authorization, 'content-type': 'image/svg+xml' },
      payload,
    });
  /** A machine that reports. @returns Its number. */
  async function report(name: string): Promise<number> {
    const payload = `<?xml version="1.0"?><REQUEST><CONTENT><HARDWARE><NAME>${name}</NAME></HARDWARE></CONTENT><DEVICEID>${name}-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
    expect((await server.app.inject({ method: 'POST', url: '/ocsinventory', payload })).statusCode).toBe(200);
    const { body } = await ask('GET', `/assets?q=${name}`);
    return body.items[0].id;
  }
  const auditOf = async (assetId: number) => {
    const { body } = await ask('GET', `/audit?target=${encodeURIComponent(`asset ${assetId}`)}`);
    return body.items
      .map(({ action, before, after }: Record<string, unknown>) => ({ action, before, after }))
      .reverse();
  };

  test('notes are written, changed and deleted by their author alone, and the trail keeps what they said', async () => {
    const id = await report('pc-1');
    const text = '<b>moved</b>\nto room 12';
    const made = await ask('POST', `/assets/${id}/notes`, { text: `  ${text} ` });
    expect(made).toMatchObject({
      status: 201,
      body: { text, author: 'token:test', own: true, createdAt: '2026-11-20T00:00:00.000Z', updatedAt: null },
    });
    const path = `/assets/${id}/notes/${made.body.id}`;
    const other = `Bearer ${await server.services.users.createToken('other')}`;
    expect(await ask('PUT', path, { text: 'mine' }, other)).toMatchObject({
      status: 403,
      body: { code: 'NOTE_NOT_OWN' },
    });
    expect(await ask('DELETE', path, undefined, other)).toMatchObject({ status: 403 });
    expect((await ask('GET', `/assets/${id}/notes`, undefined, other)).body.items).toMatchObject([{ own: false }]);
    now += 1000;
    expect((await ask('PUT', path, { text: 'in room 13' })).body).toMatchObject({
      text: 'in room 13',
      updatedAt: '2026-11-20T00:00:01.000Z',
    });
    await ask('POST', `/assets/${id}/notes`, { text: 'a second one' });
    const { body } = await ask('GET', `/assets/${id}/notes`);
    expect(body).toMatchObject({ total: 2, items: [{ text: 'a second one' }, { text: 'in room 13' }] });
    expect((await ask('DELETE', path)).status).toBe(204);
    expect(await ask('PUT', path, { text: 'x' })).toMatchObject({ status: 404, body: { code: 'NOTE_NOT_FOUND' } });
    expect(await auditOf(id)).toEqual([
      { action: 'note.add', before: null, after: { text } },
      { action: 'note.update', before: { text }, after: { text: 'in room 13' } },
      { action: 'note.add', before: null, after: { text: 'a second one' } },
      { action: 'note.delete', before: { text: 'in room 13' }, after: null },
    ]);
    expect((await ask('POST', `/assets/${id}/notes`, { text: ' \n ' })).status).toBe(400);
    expect((await ask('POST', '/assets/999/notes', { text: 'x' })).body.code).toBe('ASSET_NOT_FOUND');
    const elsewhere = await report('pc-2');
    expect((await ask('DELETE', `/assets/${elsewhere}/notes/${body.items[0].id}`)).status).toBe(404);
  });

  test('a note is not changed by who saw other words, and nothing of either is lost', async () => {
    const id = await report('pc-1');
    const { body: note } = await ask('POST', `/assets/${id}/notes`, { text: 'in room 12' });
    const path = `/assets/${id}/notes/${note.id}`;
    expect((await ask('PUT', path, { text: 'in room 13', expected: note.text })).status).toBe(200);
    const late = await ask('PUT', path, { text: 'in room 14', expected: note.text });
    expect(late).toMatchObject({ status: 409, body: { code: 'NOTE_CHANGED' } });
    expect((await ask('GET', `/assets/${id}/notes`)).body.items).toMatchObject([{ text: 'in room 13' }]);
    // Who was told, and who wants the same, may.
    expect((await ask('PUT', path, { text: 'in room 13', expected: note.text })).status).toBe(200);
    expect((await ask('PUT', path, { text: 'in room 14', expected: 'in room 13' })).status).toBe(200);
    const both = await Promise.all(['a', 'b'].map((text) => ask('PUT', path, { text, expected: 'in room 14' })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('an attachment comes back byte for byte, as a download that no browser shows', async () => {
    const id = await report('pc-1');
    const content = Buffer.from([...'<svg onload="alert(1)"/>'].map((c) => c.charCodeAt(0)).concat([0, 255, 128]));
    const made = (await attach(id, '../../etc/Übersicht "1"\r\nX: y.svg', content)).json();
    expect(made).toMatchObject({ name: 'Übersicht _1_X_ y.svg', size: content.length, comment: 'bought', own: true });
    const url = `/api/v1/assets/${id}/attachments/${made.id}/content`;
    const reply = await server.app.inject({ url, headers: { authorization: server.authorization } });
    expect(reply.rawPayload.equals(content)).toBe(true);
    expect(reply.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'content-disposition': `attachment; filename="attachment-${made.id}"; filename*=UTF-8''%C3%9Cbersicht%20_1_X_%20y.svg`,
    });
    expect((await server.app.inject({ url })).statusCode).toBe(401);
    expect((await attach(id, 'big', Buffer.alloc(ATTACHMENT_BYTES + 1))).json().code).toBe('BODY_TOO_LARGE');
    expect((await attach(id, 'whole', Buffer.alloc(ATTACHMENT_BYTES))).statusCode).toBe(201);
    expect((await attach(id, 'empty', Buffer.alloc(0))).json().code).toBe('ATTACHMENT_EMPTY');
    const other = `Bearer ${await server.services.users.createToken('other')}`;
    expect((await ask('DELETE', `/assets/${id}/attachments/${made.id}`, undefined, other)).status).toBe(403);
    expect((await ask('DELETE', `/assets/${id}/attachments/${made.id}`)).status).toBe(204);
    const left = (await ask('GET', `/assets/${id}/attachments`)).body.items;
    expect(left.map(({ name }: { name: string }) => name)).toEqual(['whole']);
    expect((await auditOf(id)).map(({ action }: { action: string }) => action)).toEqual([
      'attachment.add',
      'attachment.add',
      'attachment.delete',
    ]);
  });

  test('a merge takes them along, an undo gives back those it took, a deletion removes all', async () => {
    const [one, two] = [await report('pc-1'), await report('pc-2')];
    await ask('POST', `/assets/${one}/notes`, { text: 'of one' });
    await ask('POST', `/assets/${two}/notes`, { text: 'of two' });
    await attach(two, 'of two.txt', Buffer.from('2'));
    const merge = await ask('POST', '/merges', { survivorId: one, mergedIds: [two] });
    const textsOf = async (id: number) =>
      (await ask('GET', `/assets/${id}/notes`)).body.items.map(({ text }: { text: string }) => text);
    expect(await textsOf(one)).toEqual(['of two', 'of one']);
    expect((await ask('POST', `/assets/${two}/notes`, { text: 'late' })).body.code).toBe('ASSET_MERGED');
    await ask('POST', `/assets/${one}/notes`, { text: 'since' });
    expect((await ask('POST', `/merges/${merge.body.mergeIds[0]}/undo`)).status).toBe(200);
    expect([await textsOf(one), await textsOf(two)]).toEqual([['since', 'of one'], ['of two']]);
    expect((await ask('GET', `/assets/${two}/attachments`)).body.items).toHaveLength(1);
    expect((await ask('GET', `/assets/${one}/attachments`)).body.items).toEqual([]);
    expect((await ask('DELETE', `/assets/${two}?confirm=${two}`)).status).toBeLessThan(300);
    const left = await server.db.kysely.selectFrom('asset_attachments').select('id').execute();
    const notes = await server.db.kysely.selectFrom('asset_notes').select('text').orderBy('id').execute();
    expect([left, notes]).toEqual([[], [{ text: 'of one' }, { text: 'since' }]]);
  });
});

test.each([
  { given: 'invoice.pdf', name: 'invoice.pdf' },
  { given: 'C:\\Users\\ada\\invoice.pdf', name: 'invoice.pdf' },
  { given: '..', name: 'file' },
  { given: '/', name: 'file' },
  { given: '.htaccess', name: 'htaccess' },
  { given: 'invoice\u202Efdp.exe', name: 'invoicefdp.exe' },
  { given: `${'é'.repeat(300)}.txt`, name: 'é'.repeat(150) },
])('fileName() makes "$name" of $given', ({ given, name }) => {
  expect(fileName(given)).toBe(name);
});
