import { expect } from 'vitest';
import { accessFaults } from './testing/access.ts';
import { browser, photograph } from './testing/browser.ts';
import { settled, setUpByApi, signedIn } from './testing/console.ts';
import { inventoryXml, sendXml } from './testing/documents.ts';
import { journey } from './testing/journey.ts';
import { serverForThisTest } from './testing/server.ts';

const two = (number: number) => String(number).padStart(2, '0');
const isoOf = (date: Date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
const frenchOf = (date: Date) => `${two(date.getDate())}/${two(date.getMonth() + 1)}/${date.getFullYear()}`;

journey(
  'a person writes days as in French, in words, and picks them from the calendar by keyboard',
  { needs: [browser] },
  async () => {
    const server = await serverForThisTest();
    await setUpByApi(server.url, server.output());
    const xml = inventoryXml({ deviceId: 'machine-1-2026-01-01-00-00-00', sections: { HARDWARE: [{ NAME: 'pc-1' }] } });
    expect((await sendXml(server.url, xml)).status).toBe(200);
    // The browser speaks English, the console French: the console's language counts.
    const { page, problems } = await signedIn(server.url, 'en-US');
    const headers = { origin: server.url };
    await page.request.put(`${server.url}/api/v1/preferences/language`, { data: { value: 'fr' }, headers });
    const field = { name: 'BOUGHT', type: 'date', label: { en: 'Bought', fr: 'Achat' } };
    expect((await page.request.post(`${server.url}/api/v1/admin-fields`, { data: field, headers })).ok()).toBe(true);
    const faults: string[] = [];

    await page.goto(`${server.url}/administration/audit`);
    const from = page.getByRole('textbox', { name: 'Du', exact: true });
    const today = new Date();
    const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
    await expect.poll(() => from.getAttribute('placeholder')).toBe('jj/mm/aaaa');
    await from.fill('hier');
    await expect.poll(() => new URL(page.url()).searchParams.get('from')).toBe(isoOf(yesterday));
    await from.blur();
    await expect.poll(() => from.inputValue()).toBe(frenchOf(yesterday));
    await from.fill('31/02/2026');
    await from.blur();
    await page.getByText('Ce n’est pas une date').waitFor();
    await from.fill(frenchOf(today));
    await expect.poll(() => new URL(page.url()).searchParams.get('from')).toBe(isoOf(today));

    // The calendar: opened, walked through and left by keyboard.
    const open = page.getByRole('button', { name: 'Choisir un jour' });
    await open.first().focus();
    await page.keyboard.press('Enter');
    const grid = page.getByRole('grid');
    await expect.poll(() => page.locator('[data-day]:focus').getAttribute('data-day')).toBe(isoOf(today));
    faults.push(...(await accessFaults(page, { isCovered: true })), ...(await photograph(page, 'date-calendar')));
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.locator('[data-day]:focus').getAttribute('data-day')).toBe(isoOf(yesterday));
    await page.keyboard.press('PageUp');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('Enter');
    await grid.waitFor({ state: 'detached' });
    await expect
      .poll(() => new URL(page.url()).searchParams.get('from')?.slice(0, 4))
      .toBe(isoOf(yesterday).slice(0, 4));
    await open.first().focus();
    await page.keyboard.press('Enter');
    await grid.waitFor();
    await page.keyboard.press('Escape');
    await grid.waitFor({ state: 'detached' });

    // Administrative data of a computer, where a day that is none is not saved.
    await page.goto(`${server.url}/computers/1/administration`);
    await settled(page);
    await page.getByRole('button', { name: /Achat/ }).click();
    const bought = page.getByRole('textbox', { name: 'Achat' });
    await bought.fill('40/11/2026');
    await page.keyboard.press('Enter');
    await page.getByText('Ce n’est pas une date').waitFor();
    await bought.fill('20/11/2026');
    await page.keyboard.press('Enter');
    await page.getByText('20 nov. 2026').waitFor();
    faults.push(...(await photograph(page, 'date-administration')));
    expect(faults).toEqual([]);
    expect(problems).toEqual([]);
  },
);
