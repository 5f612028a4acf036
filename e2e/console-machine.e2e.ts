import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { browser, photograph } from './testing/browser.ts';
import { ADMINISTRATOR, settled, setUpByApi, signedIn } from './testing/console.ts';
import { inventoryXml } from './testing/documents.ts';
import { journey, linux } from './testing/journey.ts';
import { freePort, startAgent } from './testing/muster-daemon.ts';
import { type RunningServer, serverForThisTest } from './testing/server.ts';
import { temporaryFolder } from './testing/temporary.ts';

const HOSTILE = '<img src=x onerror="alert(1)">\u202Egpj.exe';

/** A machine that reports one version of OpenSSL and, from a hostile agent, a package with a name that is code. */
async function report(server: RunningServer, name: string, openssl: string): Promise<void> {
  const body = inventoryXml({
    deviceId: `${name}-2026-11-20-08-00-00`,
    name,
    sections: {
      BIOS: [{ SSN: `SN-${name}`, SMODEL: 'Latitude 5440', SMANUFACTURER: 'Dell Inc.' }],
      SOFTWARES: [
        { NAME: 'openssl', VERSION: openssl, FROM: 'deb' },
        { NAME: HOSTILE, VERSION: '1' },
      ],
    },
  });
  const reply = await fetch(`${server.url}/ocsinventory`, { method: 'POST', body });
  expect(reply.status, await reply.text()).toBe(200);
}

const idOf = async (server: RunningServer, name: string): Promise<number> => {
  const { items } = await server.api.assets();
  const found = items.find((asset) => asset.name === name);
  if (found === undefined) throw new Error(`No machine is called ${name}`);
  return found.id;
};

/** Asks the API as somebody else than who sits at the browser. */
async function asAnother(server: RunningServer, method: string, path: string, body?: object) {
  const reply = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(reply.ok, `${method} ${path}: ${reply.status}`).toBe(true);
  return reply.status === 204 ? null : ((await reply.json()) as { version: number; items: { id: number }[] });
}

const openTab = async (page: Page, name: RegExp) => {
  await page.getByRole('tab', { name }).click();
  await page.getByRole('tabpanel').waitFor();
  await settled(page);
};

async function setUp() {
  const server = await serverForThisTest();
  await setUpByApi(server.url, server.output());
  const visitor = await signedIn(server.url);
  return { server, ...visitor };
}

journey('what people know of a machine is written down on its page', { needs: [browser] }, async () => {
  const { server, page, problems } = await setUp();
  await report(server, 'pc-1', '3.0.14');
  const id = await idOf(server, 'pc-1');
  const path = `/assets/${id}/admin-data`;
  const faults: string[] = [];
  await page.goto(`${server.url}/computers/${id}`);
  await page.getByText('In contact').waitFor();

  // A value is changed where it stands, and stands in the header.
  await openTab(page, /^Administration/);
  await page.getByRole('button', { name: 'Change Tag: Not set' }).click();
  await page.getByRole('textbox', { name: 'Tag' }).fill('PARIS');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1 }).getByText('PARIS').waitFor();

  // Somebody else is faster: it is told, and nothing that was typed is lost.
  await page.getByRole('button', { name: 'Change Tag: PARIS' }).click();
  await page.getByRole('textbox', { name: 'Tag' }).fill('LYON');
  const [tag] = (await asAnother(server, 'GET', '/admin-fields'))?.items ?? [];
  const { version } = (await asAnother(server, 'GET', path)) ?? { version: 0 };
  await asAnother(server, 'PATCH', path, { version, values: { [String(tag?.id)]: 'NICE' } });
  await page.getByRole('button', { name: 'Save' }).click();
  const conflict = page.getByRole('dialog');
  await conflict.getByRole('cell', { name: 'NICE' }).waitFor();
  await conflict.getByRole('cell', { name: 'LYON' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Tag', includeHidden: true }).inputValue()).toBe('LYON');
  faults.push(...(await photograph(page, 'machine-conflict')));
  await conflict.getByRole('button', { name: 'Save mine over it' }).click();
  await page.getByRole('heading', { level: 1 }).getByText('LYON').waitFor();

  // Notes are text, whatever they look like.
  const note = page.getByRole('listitem').filter({ hasText: 'onerror' });
  await page.getByRole('textbox', { name: 'Write a note…' }).fill(HOSTILE);
  await page.getByRole('button', { name: 'Add the note' }).click();
  await note.getByText('<img src=x onerror="alert(1)">⟨U+202E⟩gpj.exe').waitFor();
  await note.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Nobody has written a note yet.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await note.waitFor();

  // A file comes back as it was.
  const content = Buffer.from([0, 1, 2, 255, 13, 10]);
  const chosen = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach a file' }).click();
  await (await chosen).setFiles({ name: 'invoice.pdf', mimeType: 'application/pdf', buffer: content });
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'invoice.pdf' }).click();
  expect((await readFile(await (await download).path())).equals(content)).toBe(true);
  expect((await download).suggestedFilename()).toBe('invoice.pdf');
  faults.push(...(await photograph(page, 'machine-administration')));

  // A setting of its own is marked in the header, and taken back.
  await openTab(page, /^Settings/);
  await page.getByRole('button', { name: 'Change PROLOG_FREQ' }).click();
  await page.getByRole('textbox', { name: 'Change PROLOG_FREQ' }).fill('9000');
  expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true); // 8,760 hours are the most
  await page.getByRole('textbox', { name: 'Change PROLOG_FREQ' }).fill('48');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: '1 own setting' }).waitFor();
  await page.getByText('of this machine', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Remove the own value of PROLOG_FREQ' }).click();
  await expect.poll(() => page.getByRole('link', { name: '1 own setting' }).count()).toBe(0);

  expect(faults).toEqual([]);
  expect(problems.filter((problem) => !problem.includes('status of 409'))).toEqual([]);
});

journey('a machine is searched, looked at as it was, and compared', { needs: [browser] }, async () => {
  const { server, page, problems } = await setUp();
  await report(server, 'pc-1', '3.0.13');
  const between = new Date();
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(between.getTime() + 1));
  await report(server, 'pc-1', '3.0.14');
  await report(server, 'pc-2', '3.0.2');
  const [one, two] = [await idOf(server, 'pc-1'), await idOf(server, 'pc-2')];
  const faults: string[] = [];

  // A slash searches this machine; Enter leads to the section, where it is marked.
  await page.goto(`${server.url}/computers/${one}`);
  await page.getByRole('heading', { level: 1, name: 'pc-1' }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('openssl');
  await page.getByRole('option', { name: /^Software/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('cell', { name: '3.0.14' }).waitFor();
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('muster-found')?.size ?? 0)).toBe(1);
  expect(new URL(page.url()).pathname).toBe(`/computers/${one}/software`);
  faults.push(...(await photograph(page, 'machine-found')));
  await page.keyboard.press('Escape');

  // Brackets go to the tab beside.
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press(']');
  await page.getByRole('tab', { name: /^Administration/, selected: true }).waitFor();
  await page.keyboard.press('[');
  await page.getByRole('tab', { name: /^Software/, selected: true }).waitFor();

  // Names that are code are text on every part of the page.
  await page.goto(`${server.url}/computers/${one}/all`);
  await page.getByRole('cell', { name: 'gpj.exe' }).waitFor();
  expect(await page.locator('img').count()).toBe(0);
  await page.goto(`${server.url}/computers/${one}/raw`);
  await page.getByText('<SOFTWARES>').first().waitFor();
  await page.getByText('JSON', { exact: true }).click();
  await page.getByText('"softwares": [').waitFor();

  // As it was before the upgrade.
  await page.goto(`${server.url}/computers/${one}/software?at=${between.toISOString()}`);
  await page.getByText('As it was on').waitFor();
  await page.getByRole('cell', { name: '3.0.13' }).waitFor();
  faults.push(...(await photograph(page, 'machine-past')));
  await page.getByRole('link', { name: 'Compare with now' }).click();
  const changed = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /^openssl/ }) });
  await changed.waitFor();
  expect((await changed.getByRole('cell').allInnerTexts()).join(' ')).toMatch(/3\.0\.13[\s\S]*3\.0\.14/);

  // With another machine, chosen by name.
  await page.goto(`${server.url}/compare?a=${one}`);
  await page
    .getByRole('textbox', { name: 'Another computer' })
    .or(page.getByLabel('Another computer'))
    .first()
    .fill('pc-2');
  await page.getByRole('option', { name: /^pc-2/ }).click();
  await changed.waitFor();
  expect((await changed.getByRole('cell').allInnerTexts()).join(' ')).toMatch(/3\.0\.14[\s\S]*3\.0\.2/);
  expect(new URL(page.url()).searchParams.get('b')).toBe(String(two));
  await page
    .getByRole('row', { name: /Serial number/ })
    .getByText('SN-pc-2')
    .waitFor();
  faults.push(...(await photograph(page, 'machine-compared')));

  // The label has the address of the page in its code.
  await page.goto(`${server.url}/computers/${one}/label`);
  await page.getByRole('img', { name: `QR code of ${server.url}/computers/${one}` }).waitFor();
  await page.getByRole('region', { name: 'Label' }).getByText('SN-pc-1').waitFor();

  expect(faults).toEqual([]);
  expect(problems).toEqual([]);
});

journey(
  'machines are merged, archived and deleted from their page, and old links explain',
  { needs: [browser] },
  async () => {
    const { server, page, problems } = await setUp();
    await report(server, 'pc-1', '3.0.14');
    await report(server, 'pc-2', '3.0.14');
    const [one, two] = [await idOf(server, 'pc-1'), await idOf(server, 'pc-2')];

    await page.goto(`${server.url}/computers/${one}/identity`);
    await page.getByRole('button', { name: 'Merge with…' }).click();
    await page.getByPlaceholder('Name, serial, IP, user…').fill('pc-2');
    await page.getByRole('option', { name: /^pc-2/ }).click();
    await page.getByRole('dialog').getByText('Which record stays?').waitFor();
    expect(await photograph(page, 'machine-merge')).toEqual([]);
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByText(`Record ${two} was merged into record ${one}.`).waitFor();

    await page.goto(`${server.url}/computers/${two}`);
    await page.getByText('This record was merged into another').waitFor();
    await page.getByRole('link', { name: 'Go to pc-1' }).click();
    await page.getByRole('heading', { level: 1, name: 'pc-1' }).waitFor();
    await openTab(page, /^Identity/);
    await page.getByRole('button', { name: 'Undo the merge' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo the merge' }).click();
    await page.getByRole('link', { name: `Record ${two} is back.` }).click();
    await page.getByRole('heading', { level: 1, name: 'pc-2' }).waitFor();

    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Archive' }).click();
    await page.getByText('Archived', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => page.getByText('Archived', { exact: true }).count()).toBe(0);

    await page.getByRole('button', { name: 'Actions' }).click();
    const bom = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Software as CycloneDX' }).click();
    expect(JSON.parse(await readFile(await (await bom).path(), 'utf8'))).toMatchObject({ bomFormat: 'CycloneDX' });

    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await page.getByText('This cannot be undone.').waitFor();
    await page.getByRole('button', { name: 'Delete the computer' }).click();
    await page.getByRole('heading', { level: 1, name: 'Computers' }).waitFor();
    await page.goto(`${server.url}/computers/${two}`);
    await page.getByText('This computer was deleted').waitFor();
    await page.getByText(`by ${ADMINISTRATOR.name}`).waitFor();
    expect(
      problems.filter((problem) => !problem.includes(`404 (Not Found) (${server.url}/api/v1/assets/${two}`)),
    ).toEqual([]);
  },
);

journey('an agent is asked for an inventory from the page of its machine', { needs: [browser, linux] }, async () => {
  const { server, page, problems } = await setUp();
  const port = await freePort();
  const daemon = startAgent([
    ...['--daemon', '--vardir', await temporaryFolder(), '--server', `${server.url}/ocsinventory`],
    ...['--httpd-ip', '127.0.0.1', '--httpd-port', String(port)],
  ]);
  await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/status`)).status).toBe(200), 120_000);
  expect((await fetch(`http://127.0.0.1:${port}/now`)).status).toBe(200);
  await expect.poll(async () => (await server.api.assets()).items[0]?.lastInventoryAt ?? null).not.toBeNull();
  const [machine] = (await server.api.assets()).items;
  const before = machine?.lastInventoryAt;
  await page.goto(`${server.url}/computers/${machine?.id}`);

  // A server asks nobody on its own machine, unless it is told that agents are there.
  const ask = page.getByRole('button', { name: 'Ask for an inventory' });
  await ask.click();
  await page.getByText('The address of the machine is none on a network').waitFor();
  await asAnother(server, 'PUT', '/settings/AGENT_WAKE_ADDRESSES', { value: ['127.0.0.1'] });
  await asAnother(server, 'PUT', '/settings/AGENT_WAKE_PORT', { value: port });
  await ask.click();
  await page.getByText('The agent at 127.0.0.1 will report.').waitFor();
  await expect.poll(async () => (await server.api.assets()).items[0]?.lastInventoryAt).not.toBe(before);

  await daemon.stop();
  await ask.click();
  await page.getByText('No agent listens on the machine').waitFor();
  expect(problems.filter((problem) => !problem.includes('status of 409'))).toEqual([]);
});
