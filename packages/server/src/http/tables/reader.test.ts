import { expect, test } from 'vitest';
import { z } from 'zod';
import { writeCsv } from './csv-table.ts';
import { createZone, PROGRAM, readerQuery, toReader, toZonedIso } from './reader.ts';

test.each([
  { zone: 'Europe/Paris', iso: '2026-11-20T12:00:00.000Z', local: '2026-11-20T13:00:00+01:00' },
  { zone: 'Europe/Paris', iso: '2026-07-20T12:00:00.000Z', local: '2026-07-20T14:00:00+02:00' },
  { zone: 'Europe/Paris', iso: '2026-10-25T00:59:59.000Z', local: '2026-10-25T02:59:59+02:00' },
  { zone: 'Europe/Paris', iso: '2026-10-25T01:00:00.000Z', local: '2026-10-25T02:00:00+01:00' },
  { zone: 'America/St_Johns', iso: '2026-01-01T00:00:00.000Z', local: '2025-12-31T20:30:00-03:30' },
  { zone: 'Asia/Kathmandu', iso: '2026-01-01T00:00:00.123Z', local: '2026-01-01T05:45:00+05:45' },
  { zone: 'UTC', iso: '2026-01-01T00:00:00.000Z', local: '2026-01-01T00:00:00+00:00' },
  { zone: 'UTC', iso: 'no moment', local: 'no moment' },
])('$iso in $zone', ({ zone, iso, local }) => {
  expect(toZonedIso(iso, createZone(zone))).toBe(local);
});

test.each(['Europe/Nowhere', "Europe/Paris'; drop table assets", '', '../../etc'])('refuses the zone %j', (zone) => {
  expect(z.object(readerQuery).safeParse({ zone }).error?.issues[0]?.message).toContain('time zone such as');
});

test('CSV has moments with their offset, and yes and no in words, for who has a zone and a language', async () => {
  const columns = [
    { name: 'at', heading: 'at', holds: 'moment' as const },
    { name: 'is', heading: 'is', holds: 'text' as const },
  ];
  async function* rows() {
    yield [['2026-11-20T12:00:00.000Z', true]];
  }
  const written = async (reader: ReturnType<typeof toReader>) =>
    (await readAll(writeCsv({ columns, reader, rows: rows() }))).split('\r\n')[1];
  const person = { zone: 'Europe/Paris', language: 'fr' as const };
  expect(await written(toReader({ format: 'csv' }))).toBe('"2026-11-20T12:00:00.000Z",true');
  expect(await written(toReader({ ...person, format: 'csv' }))).toBe('"2026-11-20T13:00:00+01:00","oui"');
  expect(toReader({ ...person, format: 'json' })).toEqual(PROGRAM);
});

async function readAll(chunks: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const chunk of chunks) all += chunk;
  return all;
}
