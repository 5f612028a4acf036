import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { browser } from './testing/browser.ts';
import { settled, setUpByApi, signedIn } from './testing/console.ts';
import { inventoryXml, sendXml } from './testing/documents.ts';
import { journey } from './testing/journey.ts';
import { serverForThisTest } from './testing/server.ts';
import { sheetOf } from './testing/xlsx.ts';

/** What a spreadsheet would run, or read as markup or as a character; agents may say anything. */
const HOSTILE = [
  '=HYPERLINK("http://x";"a")',
  "=cmd|'/C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(1+1)',
  '＝1+1',
  '</t></is></c><c><f>1+1</f></c>',
  ']]><f>1</f>',
  '_x003D_1+1',
  'quote " comma , semicolon ;',
];

async function exported(page: Page, format: string): Promise<Buffer> {
  await settled(page);
  await page.getByRole('button', { name: 'Exporter' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: new RegExp(format) }).click(),
  ]);
  return await readFile(await download.path());
}

/** Lines and cells of a CSV file (RFC 4180). */
function readCsv(text: string): string[][] {
  const cells = [...text.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/g)];
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of cells) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

journey(
  'hostile texts leave the console as texts, moments by the reader’s clock, words in their language',
  { needs: [browser] },
  async () => {
    const server = await serverForThisTest();
    await setUpByApi(server.url, server.output());
    for (const [i, text] of HOSTILE.entries()) {
      const sections = { HARDWARE: [{ NAME: `pc-${i}`, USERID: text, DESCRIPTION: `\t${text}`, MEMORY: 1024 }] };
      const xml = inventoryXml({ deviceId: `machine-${i}-2026-01-01-00-00-00`, sections });
      expect((await sendXml(server.url, xml)).status).toBe(200);
    }
    const { page, problems, context } = await signedIn(server.url, 'fr-FR');
    await (await context.newCDPSession(page)).send('Emulation.setTimezoneOverride', { timezoneId: 'Asia/Kolkata' });
    const origin = { origin: server.url };
    const field = {
      ...{ name: 'FLOOR', type: 'select', label: { en: 'Floor', fr: 'Étage' } },
      choices: [{ label: { en: 'Ground', fr: 'Rez-de-chaussée' } }],
    };
    const made = await page.request.post(`${server.url}/api/v1/admin-fields`, { data: field, headers: origin });
    const { id, choices } = (await made.json()) as { id: number; choices: { id: number }[] };
    const first = (await (await page.request.get(`${server.url}/api/v1/assets?q=pc-0`)).json()).items[0];
    const admin = `${server.url}/api/v1/assets/${first.id}/admin-data`;
    const { version } = await (await page.request.get(admin)).json();
    const values = { [id]: choices[0]?.id };
    expect((await page.request.patch(admin, { data: { version, values }, headers: origin })).ok()).toBe(true);

    // The list has the choice in the reader's language.
    const columns = `name,user,hardware.description,lastContactAt,memoryMiB,admin.${id}`;
    await page.goto(`${server.url}/computers?sort=name&columns=${columns}`);
    await page.getByRole('cell', { name: 'Rez-de-chaussée' }).waitFor();

    const { xml, rows } = sheetOf(await exported(page, 'XLSX'));
    expect(xml).not.toMatch(/<f[ >/]/);
    const [head, ...machines] = rows;
    expect(head?.map(({ text }) => text)).toEqual([
      expect.any(String),
      expect.any(String),
      expect.stringContaining('Description'),
      expect.stringMatching(/\(Asia\/(Kolkata|Calcutta)\)$/),
      expect.any(String),
      'Étage',
    ]);
    expect(machines.map(([, user]) => user)).toEqual(HOSTILE.map((text) => ({ kind: 'text', text })));
    expect(machines.map(([, , description]) => description?.text.trim())).toEqual(HOSTILE);
    expect(machines[0]?.[5]).toEqual({ kind: 'text', text: 'Rez-de-chaussée' });
    expect(machines[0]?.[4]).toEqual({ kind: 'number', text: '1024' });
    // Days since 1899-12-30 on a clock five and a half hours ahead.
    const serial = Date.parse(first.lastContactAt) / 86_400_000 + 25_569 + 5.5 / 24;
    expect(Number(machines[0]?.[3]?.text)).toBeCloseTo(serial, 3);

    const csv = readCsv((await exported(page, 'CSV')).toString('utf8'));
    const users = csv.slice(1).map(([, user = '']) => user);
    expect(users.map((user) => user.replace(/^'/, ''))).toEqual(HOSTILE);
    expect(csv.flat().filter((cell) => /^\s*[=+\-@＝\t]/u.test(cell))).toEqual([]);
    expect(csv[1]?.[3]).toMatch(/\+05:30$/);

    // The audit trail says what was done in words, leaves as a workbook, and keeps what was recorded.
    await page.goto(`${server.url}/administration/audit?action=adminData`);
    const row = page.getByRole('row').filter({ hasText: 'Rez-de-chaussée' });
    await row.getByText('Étage').waitFor();
    await row.getByRole('button', { name: 'Tel qu’enregistré' }).click();
    await page.getByRole('row').filter({ hasText: 'FLOOR' }).getByText('Ground').waitFor();
    const trail = sheetOf(await exported(page, 'XLSX'));
    expect(trail.rows[0]?.map(({ text }) => text).slice(1, 4)).toEqual(['Qui', 'Quoi', 'Objet']);
    expect(trail.rows[1]?.[2]).toEqual({ kind: 'text', text: 'adminData.update' });
    expect(trail.rows[1]?.[5]?.text).toBe('{"FLOOR":"Ground"}');
    expect(problems).toEqual([]);
  },
);
