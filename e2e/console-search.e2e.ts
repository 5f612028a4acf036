import { expect } from 'vitest';
import { browser, photograph } from './testing/browser.ts';
import { settled, setUpByApi, signedIn } from './testing/console.ts';
import { inventoryXml, sendXml } from './testing/documents.ts';
import { journey } from './testing/journey.ts';
import { serverForThisTest } from './testing/server.ts';

const machines = [
  { name: 'web-1', os: 'Debian GNU/Linux 12', memory: 4096, openssl: '3.0.9' },
  { name: 'web-2', os: 'Debian GNU/Linux 12', memory: 16384, openssl: '3.0.14' },
  { name: 'desk-1', os: 'Microsoft Windows 11 Pro', memory: 8192, openssl: '3.0.2' },
  // An agent may say anything: it stays a text in suggestions, explanations and tables.
  { name: '<img src=x onerror=alert(1)>', os: '"); drop table assets; --', memory: 2048, openssl: '1.1.1' },
];

journey('a person searches by text and by builder, asks why, and keeps the search', { needs: [browser] }, async () => {
  const server = await serverForThisTest();
  await setUpByApi(server.url, server.output());
  for (const [i, { name, os, memory, openssl }] of machines.entries()) {
    const sections = {
      HARDWARE: [{ NAME: name, OSNAME: os, MEMORY: memory }],
      SOFTWARES: [
        { NAME: 'openssl', VERSION: openssl },
        { NAME: 'bash', VERSION: '5.2' },
      ],
    };
    const answer = await sendXml(server.url, inventoryXml({ deviceId: `machine-${i}-2026-01-01-00-00-00`, sections }));
    expect(answer.status).toBe(200);
  }
  const { page, problems } = await signedIn(server.url);
  const faults: string[] = [];
  const box = page.getByRole('combobox', { name: 'Search for computers' });
  const names = async () => {
    await settled(page);
    return (await page.getByRole('row').getByRole('link').allInnerTexts()).filter((text) => text !== '').sort();
  };

  // Written with the keyboard alone: field, sign and value are chosen from what is offered.
  await page.goto(`${server.url}/computers`);
  await box.click();
  await box.pressSequentially('os');
  await page.getByRole('option', { name: /^os\b/ }).first().waitFor();
  await box.pressSequentially(':debian');
  await page.getByRole('option', { name: /Debian GNU\/Linux 12/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => box.inputValue()).toBe('os:"Debian GNU/Linux 12" ');
  await box.pressSequentially('software:openssl<3.0.14');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect.poll(names).toEqual(['web-1']);
  expect(new URL(page.url()).searchParams.get('query')).toBe('os:"Debian GNU/Linux 12" software:openssl<3.0.14');

  // What cannot be read says where and what was meant; the list stays.
  await box.fill('memmory<8GB');
  await page.keyboard.press('Enter');
  await page.getByText('There is no field “memmory”.').waitFor();
  await page.getByRole('button', { name: 'Write “memory”' }).click();
  await expect.poll(() => box.inputValue()).toBe('memory<8GB');
  await page.keyboard.press('Enter');
  await expect.poll(names).toEqual(['<img src=x onerror=alert(1)>', 'web-1']);

  // The same search in the builder: one more condition, and the text follows.
  await page.getByRole('button', { name: 'Open the search builder' }).click();
  const panel = page.getByRole('dialog', { name: 'Search builder' });
  await panel.getByText('2 computers match').waitFor();
  await panel.getByRole('button', { name: 'Condition', exact: true }).click();
  await panel.getByRole('combobox', { name: 'Value' }).last().fill('debian');
  await panel.getByRole('button', { name: 'Show 1 computer' }).waitFor();
  faults.push(...(await photograph(page, 'search-panel')));
  await panel.getByRole('button', { name: 'Not', exact: true }).last().click();
  await panel.getByRole('button', { name: 'Show 1 computer' }).click();
  await expect.poll(names).toEqual(['<img src=x onerror=alert(1)>']);
  await expect.poll(() => box.inputValue()).toBe('memory<8GB not os:debian');

  // Why a machine is there.
  await page.getByRole('row').getByRole('link', { name: '<img' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('query')).toBe('memory<8GB not os:debian');
  await page.getByRole('button', { name: 'Why is it here?' }).click();
  await page.getByText('This computer is found by the search.').waitFor();
  await page.getByRole('region', { name: 'Why is it here?' }).getByText('2 GiB').waitFor();
  faults.push(...(await photograph(page, 'search-why')));

  // Kept under a name, undone and done again.
  await page.goto(
    `${server.url}/search?query=${encodeURIComponent('os:debian has software(name:openssl version<3.0.14)')}`,
  );
  await page.getByText('1 computer matches').waitFor();
  faults.push(...(await photograph(page, 'search-page')));
  await page.getByRole('button', { name: 'Save…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save the search' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Old OpenSSL');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.goto(`${server.url}/searches`);
  await page.getByRole('link', { name: 'Old OpenSSL' }).waitFor();
  faults.push(...(await photograph(page, 'searches')));
  const menu = page.getByRole('button', { name: 'What to do with “Old OpenSSL”' });
  await menu.click();
  const csv = await page.getByRole('menuitem', { name: 'Export as CSV' }).getAttribute('href');
  expect(await (await page.request.get(`${server.url}${csv}`)).text()).toContain('web-1');
  await page.getByRole('menuitem', { name: 'Put on the dashboard' }).click();

  // Deleted and brought back it is what it was: the tile of the dashboard still counts it.
  const kept = async () => (await (await page.request.get(`${server.url}/api/v1/searches`)).json()).items;
  const before = await kept();
  await menu.click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByText('No search is saved yet').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: 'Old OpenSSL' }).waitFor();
  expect(await kept()).toEqual(before);
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await page.getByRole('link', { name: 'Old OpenSSL: 1' }).click();
  await expect.poll(names).toEqual(['web-1']);

  expect(faults).toEqual([]);
  expect(problems).toEqual([]);
});
