import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { browser, photograph } from './testing/browser.ts';
import { settled, setUpByApi, signedIn } from './testing/console.ts';
import { inventoryXml, sendXml } from './testing/documents.ts';
import { journey } from './testing/journey.ts';
import { serverForThisTest } from './testing/server.ts';

const COUNT = 60;
/** A cell that a spreadsheet would run, and markup: agents may say anything. */
const HOSTILE = `=HYPERLINK("http://x";"<b>y</b>")`;

const nameOf = (i: number) => (i === 7 ? HOSTILE : `pc-${String(i).padStart(2, '0')}`);

function inventoryOf(i: number): string {
  const os = i % 2 === 0 ? 'Debian GNU/Linux 12' : 'Microsoft Windows 11';
  const sections = {
    HARDWARE: [{ NAME: nameOf(i), OSNAME: os, MEMORY: 1024 * i }],
    BIOS: [{ SSN: `SN${1000 + i}`, MSN: `BOARD${2000 - i}` }],
    NETWORKS: [{ DESCRIPTION: 'eth0', MACADDR: `00:16:3e:00:00:${String(10 + i)}` }],
  };
  return inventoryXml({ deviceId: `machine-${i}-2026-01-01-00-00-00`, sections });
}

async function fill(url: string): Promise<void> {
  for (let i = 1; i <= COUNT; i += 1) expect((await sendXml(url, inventoryOf(i))).status).toBe(200);
}

const columnsOf = async (page: Page) => {
  await settled(page);
  const heads = await page
    .locator('thead th[data-column]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-column')));
  return heads;
};
const firstNames = async (page: Page, count: number) => {
  await settled(page);
  return (await page.locator('tbody tr td[data-column="name"]').allInnerTexts())
    .slice(0, count)
    .map((text) => text.trim());
};
const chooser = (page: Page) => page.getByRole('button', { name: 'Choose columns' });

journey(
  'a person lays a list out, filters, selects, exports and keeps it, and finds it again in another browser',
  { needs: [browser] },
  async () => {
    const server = await serverForThisTest();
    await setUpByApi(server.url, server.output());
    await fill(server.url);
    const { page, problems, context } = await signedIn(server.url);
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
    const faults: string[] = [];
    await page.goto(`${server.url}/computers?sort=name`);
    await page.getByText(`${COUNT} computers`).waitFor();

    // A column of another section, put beside the name with the keyboard.
    await chooser(page).click();
    const find = page.getByRole('searchbox', { name: 'Find a column' });
    await find.fill('board serial');
    await page.getByRole('checkbox', { name: 'Board serial number' }).check();
    await find.fill('');
    const grip = page.getByRole('button', { name: /^Board serial number, place/ });
    await grip.focus();
    const before = await columnsOf(page);
    for (let i = before.length - 1; i > 1; i -= 1) {
      await page.keyboard.press('ArrowUp');
      await expect.poll(() => columnsOf(page).then((ids) => ids.indexOf('bios.boardSerial'))).toBe(i - 1);
    }
    await page.keyboard.press('Escape');
    expect((await columnsOf(page)).slice(0, 3)).toEqual(['name', 'bios.boardSerial', 'tag']);
    await page.getByRole('cell', { name: 'BOARD1999', exact: true }).waitFor();

    // Sorted by it, then filtered by a number with its unit; both stand in the address.
    await page.getByRole('button', { name: 'Board serial number', exact: true }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('sort')).toBe('bios.boardSerial');
    await expect.poll(() => firstNames(page, 2)).toEqual(['pc-60', 'pc-59']);
    await page.locator('th[data-column="memoryMiB"]').hover();
    await page.getByRole('button', { name: 'Filter by Memory' }).click();
    await page.getByLabel('Comparison').selectOption('atMost');
    await page.getByRole('textbox', { name: 'Value' }).fill('30720');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('filter')).toBe('memory<=30GB');
    await page.getByText('30 computers').waitFor();
    faults.push(...(await photograph(page, 'computers-filtered')));

    // Rows by the keyboard alone; a range with Shift; then all that match.
    await page.locator('tbody tr[tabindex="0"]').focus();
    await page.keyboard.press('j');
    await page.keyboard.press('Space');
    await page.getByText('1 selected').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+X');
    await page.getByText('3 selected').waitFor();
    await page.keyboard.press('Control+c');
    await page.getByText('3 rows copied').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.split('\n').map((line) => line.split('\t').slice(0, 2))).toEqual([
      ['Name', 'Board serial number'],
      ['pc-29', 'BOARD1971'],
      ['pc-28', 'BOARD1972'],
      ['pc-27', 'BOARD1973'],
    ]);
    await page.getByRole('checkbox', { name: 'Select all rows of this page' }).check();
    await page.getByText('30 selected').waitFor();
    faults.push(...(await photograph(page, 'computers-selected')));
    await page.getByRole('button', { name: 'Select nothing' }).click();

    // Exactly what is seen, as a file; nothing in it runs.
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'CSV' }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).replace('\uFEFF', '').split('\r\n');
    expect(lines).toHaveLength(32);
    expect(lines[0]).toMatch(/^"Name","Board serial number","TAG","Operating system","Manufacturer","Model"/);
    expect(lines[1]).toMatch(/^"pc-30","BOARD1970"/);
    expect(lines.find((line) => line.includes('HYPERLINK'))).toMatch(/^"'=HYPERLINK\(""http/);

    // Kept as a view that everybody sees, and begun with.
    const views = page.getByRole('button', { name: /^View: / });
    await views.click();
    await page.getByRole('menuitem', { name: 'Save as a view…' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Small ones');
    await page.getByLabel('Everybody may see and use it').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'View: Small ones' }).click();
    await page.getByRole('menuitem', { name: 'Always begin with “Small ones”' }).click();
    await page.getByRole('button', { name: 'View: Small ones' }).click();
    await page.getByRole('menuitem', { name: 'All computers', exact: true }).click();
    await page.getByText(`${COUNT} computers`).waitFor();
    await chooser(page).click();
    await page.getByText('Comfortable', { exact: true }).click();
    const isSaved = () => page.request.get(`${server.url}/api/v1/preferences`).then((answer) => answer.json());
    await expect.poll(async () => (await isSaved()).items.density).toBe('comfortable');
    expect(problems).toEqual([]);

    // Another browser: the view, the columns and the row height are there.
    const other = await signedIn(server.url);
    await other.page.goto(`${server.url}/computers`);
    await other.page.getByText('30 computers').waitFor();
    expect((await columnsOf(other.page)).slice(0, 2)).toEqual(['name', 'bios.boardSerial']);
    await other.page.getByRole('button', { name: 'View: Small ones' }).waitFor();
    faults.push(...(await photograph(other.page, 'computers-view')));

    // A filter that nobody can read says so, and is taken away.
    await other.page.goto(`${server.url}/computers?filter=memmory%3C8`);
    await other.page.getByText('This filter cannot be read:').waitFor();
    await other.page.getByRole('button', { name: /^Remove the filter/ }).click();
    await other.page.getByText(`${COUNT} computers`).waitFor();

    // While the pointer is at the rows they stay where they are, though a machine reports.
    await other.page.goto(`${server.url}/computers?sort=-lastContactAt&q=pc-`);
    await expect.poll(() => firstNames(other.page, 1)).toEqual(['pc-60']);
    await other.page.locator('tbody tr').first().hover();
    expect((await sendXml(server.url, inventoryOf(1))).status).toBe(200);
    await other.page.getByRole('button', { name: 'The list has changed: show' }).waitFor();
    expect(await firstNames(other.page, 1)).toEqual(['pc-60']);
    // With the keyboard: the pointer that leaves the rows lets them go by itself.
    await other.page.getByRole('button', { name: 'The list has changed: show' }).press('Enter');
    await expect.poll(() => firstNames(other.page, 1)).toEqual(['pc-01']);
    expect(faults).toEqual([]);
  },
);
