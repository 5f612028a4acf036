import { expect } from 'vitest';
import { browser, photograph } from './testing/browser.ts';
import { settled, setUpByApi, signedIn } from './testing/console.ts';
import { inventoryXml, sendXml } from './testing/documents.ts';
import { journey } from './testing/journey.ts';
import { serverForThisTest } from './testing/server.ts';

journey('a person makes groups, decides on members, and gives a group settings', { needs: [browser] }, async () => {
  const server = await serverForThisTest();
  await setUpByApi(server.url, server.output());
  for (const [i, os] of ['Debian GNU/Linux 12', 'Debian GNU/Linux 11', 'Microsoft Windows 11 Pro'].entries()) {
    const sections = { HARDWARE: [{ NAME: `pc-${i}`, OSNAME: os, MEMORY: 4096 }] };
    await sendXml(server.url, inventoryXml({ deviceId: `pc-${i}-2026-01-01-00-00-00`, sections }));
  }
  const { page, problems } = await signedIn(server.url);
  const faults: string[] = [];
  const members = async () => {
    await settled(page);
    const rows = await page
      .getByRole('row')
      .filter({ has: page.getByRole('link') })
      .allTextContents();
    return rows.map((text) => text.replace(/^(pc-\d)(Computed|Included|Excluded).*$/, '$1 $2'));
  };

  await page.goto(`${server.url}/groups`);
  await page.getByText('There is no group yet').waitFor();
  faults.push(...(await photograph(page, 'groups-empty')));

  // A dynamic group out of a search.
  await page.goto(`${server.url}/groups?new=${encodeURIComponent('os:debian')}`);
  const form = page.getByRole('dialog', { name: 'Make a group' });
  await form.getByText('finds 2 computers now').waitFor();
  await form.getByRole('textbox', { name: 'Name' }).fill('Penguins');
  await form.getByRole('button', { name: 'Make the group' }).click();
  await page.getByRole('heading', { name: 'Penguins', level: 1 }).waitFor();
  await expect.poll(members).toEqual(['pc-0 Computed', 'pc-1 Computed']);
  faults.push(...(await photograph(page, 'group')));

  // One is kept out, and let in again; another is put in by hand.
  await page.getByRole('button', { name: 'Membership of pc-1' }).click();
  await page.getByRole('menuitem', { name: 'Exclude' }).click();
  await expect.poll(members).toEqual(['pc-0 Computed']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(members).toEqual(['pc-0 Computed', 'pc-1 Computed']);
  await page.getByRole('button', { name: 'Add computers…' }).click();
  const adding = page.getByRole('dialog', { name: 'Add computers to “Penguins”' });
  await adding.getByRole('combobox').fill('os:windows');
  await adding.getByRole('button', { name: 'Include 1 computer' }).click();
  await expect.poll(members).toEqual(['pc-0 Computed', 'pc-1 Computed', 'pc-2 Included']);

  // What is done to many is done to members, too.
  const boxes = page.locator('tbody input[type="checkbox"]');
  for (const i of [0, 1]) await boxes.nth(i).click();
  await page.getByRole('button', { name: 'TAG', exact: true }).click();
  const tagging = page.getByRole('dialog');
  await tagging.getByRole('textbox').fill('igloo');
  await tagging.getByRole('button', { name: 'Set the TAG of 2 computers' }).click();
  await page.getByText('TAG · 2 changed').waitFor();

  // A setting of its own; what is out of range is refused with the reason.
  await page.getByRole('tab', { name: 'Settings' }).click();
  const row = page.getByRole('row').filter({ hasText: 'PROLOG_FREQ' });
  await row.getByRole('button', { name: 'Set…' }).click();
  const setting = page.getByRole('dialog', { name: 'PROLOG_FREQ of this group' });
  await setting.getByRole('textbox', { name: 'PROLOG_FREQ' }).fill('999999');
  await setting.getByRole('button', { name: 'Save' }).click();
  await setting.getByRole('alert').waitFor();
  await setting.getByRole('textbox', { name: 'PROLOG_FREQ' }).fill('3');
  await setting.getByRole('button', { name: 'Save' }).click();
  await row.getByText('this group').waitFor();
  faults.push(...(await photograph(page, 'group-settings')));

  // Somebody else changes it meanwhile: nothing is lost, and one decides.
  const id = Number(/groups\/(\d+)/.exec(page.url())?.[1]);
  await page.getByRole('button', { name: 'Edit the group' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit the group' });
  await edit.getByRole('textbox', { name: 'Description' }).fill('Ours');
  const other = { name: 'Penguins', description: 'Theirs', query: 'os:debian' };
  const headers = { authorization: `Bearer ${server.token}` };
  expect((await page.request.put(`${server.url}/api/v1/groups/${id}`, { data: other, headers })).status()).toBe(200);
  await edit.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('cell', { name: 'Theirs' }).waitFor();
  faults.push(...(await photograph(page, 'group-changed')));
  await page.getByRole('button', { name: 'Save mine over it' }).click();
  await edit.waitFor({ state: 'hidden' });
  await page.getByText('Ours', { exact: true }).waitFor();

  // What ends with it is told before it is deleted.
  await page.getByRole('button', { name: 'Delete…' }).click();
  const question = page.getByRole('dialog', { name: 'Delete the group “Penguins”?' });
  await question.getByText('3 computers are members.').waitFor();
  await question.getByText('1 setting of the group ends').waitFor();
  await question.getByRole('button', { name: 'Delete the group' }).click();
  await page.getByText('There is no group yet').waitFor();

  expect(faults).toEqual([]);
  // The answer to a change that came too late, which the browser tells as an error.
  expect(problems.filter((problem) => !/status of (409|400|422)/.test(problem))).toEqual([]);
});
