import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { browser, photograph } from './testing/browser.ts';
import { settled, setUpByApi, signedIn } from './testing/console.ts';
import { journey } from './testing/journey.ts';
import { type RunningServer, serverForThisTest } from './testing/server.ts';

const HOSTILE = '=cmd|"x"<b>\u202e';

/** A Windows machine, as an agent writes it into a file. */
const inventory = (name: string, answer: string) =>
  `<?xml version="1.0"?><REQUEST><CONTENT><HARDWARE><NAME>${name}</NAME><OSNAME>Microsoft Windows 11</OSNAME></HARDWARE><REGISTRY><NAME>Patch level</NAME><REGVALUE>${answer.replace(/</g, '&lt;')}</REGVALUE></REGISTRY></CONTENT><DEVICEID>${name}-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;

const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

/** A page of the administration, when nothing on it loads any more. */
async function open(page: Page, url: string, heading: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  await settled(page);
}

type Items<T> = { readonly items: readonly T[] };

const fields = async (server: RunningServer) =>
  (await server.api.getJson<Items<{ name: string }>>('/admin-fields')).items;

async function prepared(): Promise<{ server: RunningServer; at: (path: string) => string }> {
  const server = await serverForThisTest();
  await setUpByApi(server.url, server.output());
  return { server, at: (path) => `${server.url}/administration/${path}` };
}

journey(
  'an administrator imports inventories, defines a field, fills it from a file and finds who did it',
  { needs: [browser] },
  async () => {
    const { server, at } = await prepared();
    const { page, problems } = await signedIn(server.url);
    const faults: string[] = [];

    // Files of machines without a network: good ones, and one that is none.
    await open(page, at('import'), 'Import inventories');
    await page
      .locator('input[type=file]')
      .setInputFiles([
        file('one.xml', inventory('pc-1', '15.2')),
        file('two.xml', inventory('pc-2', HOSTILE)),
        file('notes.txt', 'no inventory'),
      ]);
    await page.getByText('3 files done').waitFor();
    await page.getByText('2 new machines').waitFor();
    await page.getByText('BODY_NOT_DECODABLE').waitFor();
    faults.push(...(await photograph(page, 'admin-import-done')));

    // A field, with its choices.
    await open(page, at('admin-fields'), 'Administrative data');
    await page.getByRole('button', { name: 'Add a field' }).click();
    const form = page.getByRole('dialog', { name: 'Add a field' });
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await form.getByText('A letter, then letters').waitFor(); // said beside the field, nothing was sent
    await form.getByLabel('Name').fill('Room');
    await form.getByLabel('Label in English').fill('Room');
    faults.push(...(await photograph(page, 'admin-field-form')));
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await form.waitFor({ state: 'hidden' });
    // With the keyboard it comes before TAG.
    await page.getByRole('button', { name: 'Move Room' }).press('ArrowUp');
    await expect.poll(async () => (await fields(server))[0]?.name).toBe('Room');

    // A file of values: a preview, then the deed.
    await page.getByRole('link', { name: 'Import from CSV' }).click();
    const csv = 'name;Room;Other\r\npc-1;B 12;x\r\npc-2;B 13;x\r\nghost;B 14;x\r\n';
    await page.locator('input[type=file]').setInputFiles(file('rooms.csv', csv));
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText('Unknown machine (1)').waitFor();
    expect(await server.api.getJson('/admin-fields/usage')).toMatchObject({
      items: [{ machines: 0 }, { machines: 0 }],
    });
    faults.push(...(await photograph(page, 'admin-csv-preview')));
    await page.getByRole('button', { name: 'Change 2 machines' }).click();
    await page.getByText('2 machines were changed').waitFor();
    const [result] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Result as CSV' }).click(),
    ]);
    expect(await readFile(await result.path(), 'utf8')).toContain('"4","ghost","failed"');

    // The trail knows it, and gives it away as a file.
    await open(page, at('audit?action=adminData'), 'Audit trail');
    await page.getByRole('cell', { name: 'adminData.import' }).waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
    await page.getByRole('button', { name: 'Export' }).click();
    const [exported] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'CSV' }).click(),
    ]);
    const lines = (await readFile(await exported.path(), 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('"ada","adminData.import"');

    // Deleting the field says what is lost, and wants it typed.
    await open(page, at('admin-fields'), 'Administrative data');
    await page.getByRole('button', { name: 'Delete Room' }).click();
    const question = page.getByRole('dialog');
    await question.getByText('The values of 2 machines are lost').waitFor();
    await question.getByRole('textbox').fill('2');
    await question.getByRole('button', { name: 'Delete' }).click();
    await expect.poll(async () => (await fields(server)).length).toBe(1);

    expect(problems).toEqual([]);
    expect(faults).toEqual([]);
  },
);

journey(
  'an administrator changes settings, asks registries, offers files, and sees how the server is',
  { needs: [browser] },
  async () => {
    const { server, at } = await prepared();
    for (const [name, answer] of [
      ['pc-1', '15.2'],
      ['pc-2', HOSTILE],
      ['pc-3', '15.2'],
    ] as const) {
      await fetch(`${server.url}/ocsinventory`, { method: 'POST', body: inventory(name, answer) });
    }
    const { page, problems } = await signedIn(server.url);
    const faults: string[] = [];
    const value = async (name: string) =>
      (await server.api.getJson<Items<{ name: string; value: unknown }>>('/settings')).items.find(
        (setting) => setting.name === name,
      )?.value;

    // Found by what it means; what is out of range is said before it is sent.
    await open(page, at('settings'), 'Settings');
    await page.getByLabel('Find a setting by name or meaning').fill('time between two contacts');
    const hours = page.getByRole('textbox', { name: 'PROLOG_FREQ' });
    await hours.fill('0');
    await page.getByText('At least 1').waitFor();
    await hours.fill('12');
    // Leaving asks; staying keeps what was typed.
    await page.getByRole('link', { name: 'Audit trail' }).click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Cancel' }).click();
    // Somebody else was faster: it is told, and nothing typed is lost.
    await server.api.setSetting('PROLOG_FREQ', 6);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const conflict = page.getByRole('dialog', { name: 'Somebody else was faster' });
    await conflict.getByRole('cell', { name: '6 hours' }).waitFor();
    await conflict.getByRole('cell', { name: '12 hours' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'PROLOG_FREQ', includeHidden: true }).inputValue()).toBe('12');
    faults.push(...(await photograph(page, 'admin-settings-conflict')));
    await conflict.getByRole('button', { name: 'Save mine over it' }).click();
    await expect.poll(() => value('PROLOG_FREQ')).toBe(12);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => value('PROLOG_FREQ')).toBe(6);
    await page.getByRole('button', { name: 'Reset PROLOG_FREQ to its default' }).click();
    await expect.poll(() => value('PROLOG_FREQ')).toBe(24);
    // A link leads to one setting.
    await open(page, at('settings?setting=REGISTRY'), 'Settings');
    expect(await page.getByRole('switch', { name: 'REGISTRY' }).isVisible()).toBe(true);

    // A whole key is pasted; the answers are there, by value and by machine.
    await open(page, at('registry-queries'), 'Registry queries');
    await page.getByRole('button', { name: 'Add a query' }).first().click();
    const form = page.getByRole('dialog', { name: 'Add a query' });
    await form.getByLabel('Name').fill('Patch level');
    await form.getByLabel('Key').fill('HKCU\\Software\\Example');
    expect(await form.getByLabel('Key').inputValue()).toBe('Software\\Example');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Patch level', exact: true }).click();
    await page.getByText('3 machines answered').waitFor();
    await page.getByRole('button', { name: '15.2' }).first().click();
    await expect.poll(() => page.getByRole('link', { name: /^pc-/ }).count()).toBe(2);
    await page.getByRole('link', { name: 'pc-1' }).waitFor();

    // A file for agents, which they get.
    await open(page, at('agent-files'), 'Files for agents');
    await page.locator('input[type=file]').setInputFiles(file('ocsagent.exe', 'a program'));
    await page.getByRole('cell', { name: /^ocsagent\.exe/ }).waitFor();
    expect(await (await fetch(`${server.url}/ocsinventory/deploy/ocsagent.exe`)).text()).toBe('a program');
    await page.getByRole('link', { name: 'Label' }).click();
    await page.getByLabel('Sentence').fill('Which department?');
    await page.getByRole('button', { name: 'Save' }).click();
    // The page has heard of it, too: it lets go of a text that is saved.
    await page.getByText('The label was saved').waitFor();
    expect(await server.api.getJson('/agent-label')).toEqual({ text: 'Which department?' });

    // How the server is; a refusal stands there by its code.
    await fetch(`${server.url}/ocsinventory`, { method: 'POST', body: 'rubbish' });
    await open(page, at('server'), 'Server');
    await page.getByText('SQLite 3.').waitFor();
    await page.getByText('BODY_NOT_DECODABLE').waitFor();
    expect(await page.content()).not.toContain('rubbish');

    for (const name of ['settings', 'registry-queries?query=1', 'agent-files', 'agent-label', 'audit', 'server']) {
      await page.goto(at(name));
      await settled(page);
      faults.push(...(await photograph(page, `admin-${name.replace(/\W.*/, '')}`)));
    }
    // The conflict above is an answer, which Chromium tells as an error.
    expect(problems.filter((problem) => !/status of 409/.test(problem))).toEqual([]);
    expect(faults).toEqual([]);
  },
);
