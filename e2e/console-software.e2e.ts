import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { browser, photograph } from './testing/browser.ts';
import { settled, setUpByApi, signedIn } from './testing/console.ts';
import { journey } from './testing/journey.ts';
import { serverForThisTest } from './testing/server.ts';

type Soft = readonly [name: string, version: string, publisher: string];

const HOSTILE = '<img src=x onerror=alert(1)>=cmd()';

const machines: readonly (readonly [name: string, software: readonly Soft[]])[] = [
  [
    'alpha',
    [
      ['Firefox', '128.0', 'Mozilla'],
      ['OpenSSL', '3.0.2', ''],
      ['AnyDesk', '8.0', 'AnyDesk GmbH'],
    ],
  ],
  [
    'beta',
    [
      ['Firefox', '115.2', 'Mozilla Foundation'],
      ['OpenSSL', '3.0.14', ''],
      ['Edge', '120', 'Microsoft Corp.'],
    ],
  ],
  [
    'gamma',
    [
      ['Firefox', '128.0', 'Mozilla'],
      [HOSTILE, '1', HOSTILE],
    ],
  ],
];

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Reports the machines as agents of OCS Inventory do. */
async function report(url: string): Promise<void> {
  for (const [name, software] of machines) {
    const rows = software.map(
      ([title, version, publisher]) =>
        `<SOFTWARES><NAME>${escaped(title)}</NAME><VERSION>${version}</VERSION><PUBLISHER>${escaped(publisher)}</PUBLISHER></SOFTWARES>`,
    );
    const content = `<HARDWARE><NAME>${name}</NAME><OSNAME>Debian GNU/Linux 12</OSNAME></HARDWARE><BIOS><SSN>SN-${name}</SSN></BIOS>${rows.join('')}`;
    const body = `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT>${content}</CONTENT><DEVICEID>${name}-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
    const answer = await fetch(`${url}/ocsinventory`, { method: 'POST', body });
    expect(answer.status).toBe(200);
  }
}

const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });

async function newCategory(page: Page, name: string, isUnwanted: boolean): Promise<void> {
  await page.getByRole('button', { name: 'New category' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  if (isUnwanted) await dialog.getByRole('switch', { name: 'Software in it is unwanted' }).click();
  await dialog.getByRole('button', { name: 'Create the category' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('cell', { name }).first().waitFor();
}

async function addRule(page: Page, number: number, title: string, category: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByLabel(`Rule ${number}: Title`).fill(title);
  await page.getByRole('combobox', { name: `Rule ${number}: Category` }).click();
  await page.getByRole('option', { name: category }).click();
}

journey(
  'a person sorts the fleet’s software, by hand and by rules, and finds what is unwanted',
  { needs: [browser] },
  async () => {
    const server = await serverForThisTest();
    await setUpByApi(server.url, server.output());
    const { page, problems } = await signedIn(server.url);
    const faults: string[] = [];
    await page.goto(`${server.url}/software`);
    await page.getByText('As soon as computers report').waitFor();
    await page.getByRole('link', { name: 'Add computers' }).last().waitFor();
    expect(await page.getByText('being counted').count()).toBe(0);
    faults.push(...(await photograph(page, 'software-empty')));

    await report(server.url);
    await page.getByRole('button', { name: 'Count now' }).click();
    await rowOf(page, 'Firefox').first().waitFor();
    await settled(page);
    // One title for each publisher's name, as they are reported.
    expect(await rowOf(page, 'Firefox').count()).toBe(2);
    faults.push(...(await photograph(page, 'software')));

    // A title: its versions lead to the computers that have them.
    await page.goto(`${server.url}/software?q=Mozilla&sort=-machines`);
    await rowOf(page, 'Firefox').first().getByRole('link', { name: 'Firefox' }).click();
    await page.getByRole('heading', { name: 'Firefox', level: 1 }).waitFor();
    await page.getByText('computers have it').waitFor();
    await page.getByRole('link', { name: 'gamma' }).waitFor();
    await page.getByText('Lack it', { exact: true }).click();
    await page.getByRole('link', { name: 'beta' }).waitFor();
    faults.push(...(await photograph(page, 'software-title')));
    await page
      .getByRole('list', { name: 'Versions' })
      .getByRole('link', { name: /128\.0/ })
      .click();
    await expect.poll(() => new URL(page.url()).pathname).toBe('/computers');
    await page.getByRole('link', { name: 'alpha' }).waitFor();
    await page.getByRole('link', { name: 'gamma' }).waitFor();
    expect(await page.getByRole('link', { name: 'beta' }).count()).toBe(0);

    // Categories, and rules that are looked at before they are saved.
    await page.goto(`${server.url}/software/categories`);
    await page.getByText('No category of your own yet').waitFor();
    await newCategory(page, 'Browsers', false);
    await newCategory(page, 'Too old', true);
    faults.push(...(await photograph(page, 'software-categories')));
    await page.getByRole('tab', { name: 'Rules' }).click();
    await page.getByText('No rules yet').waitFor();
    await addRule(page, 1, 'openssl', 'Too old');
    await page.getByRole('combobox', { name: 'Rule 1: Version' }).click();
    await page.getByRole('option', { name: 'before' }).click();
    await page.getByLabel('Rule 1: Value of the version').fill('3.0.14');
    await addRule(page, 2, 'fire*', 'Browsers');
    await page.getByRole('button', { name: /Preview and save/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('2 titles get another category').waitFor();
    await dialog.getByText('1 single version gets another category').waitFor();
    faults.push(...(await photograph(page, 'software-rules-preview')));
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Rules saved').waitFor();

    // Publishers under one name.
    await page.getByRole('tab', { name: 'Publishers' }).click();
    await page.getByRole('button', { name: 'Add a name' }).click();
    await page.getByLabel('Name 1: Reported as').fill('Mozilla*');
    await page.getByLabel('Name 1: Shown as').fill('Mozilla');
    await page.getByRole('button', { name: /Preview and save/ }).click();
    await dialog.getByText('1 title shows another publisher').waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Names of publishers saved').waitFor();

    // By hand, and back.
    await page.goto(`${server.url}/software?q=AnyDesk`);
    await rowOf(page, 'AnyDesk').getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Mark as unwanted' }).click();
    await page.getByText('1 title marked as unwanted').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    // The page of a computer says what was decided of its software.
    const [asset] = (await server.api.assets('&query=software:AnyDesk')).items;
    await page.goto(`${server.url}/computers/${asset?.id}/software`);
    await page.getByRole('row').filter({ hasText: 'AnyDesk' }).getByRole('link', { name: /\S/ }).waitFor();

    await page.goto(`${server.url}/software/categories/unwanted`);
    await page.getByText('1 computer has unwanted software').waitFor();
    faults.push(...(await photograph(page, 'software-unwanted')));
    await page.getByRole('link', { name: 'Show the computers' }).click();
    await page.getByRole('link', { name: 'alpha' }).waitFor();
    expect(new URL(page.url()).searchParams.get('query')).toBe('unwanted:yes');
    expect(await page.getByRole('link', { name: 'gamma' }).count()).toBe(0);

    // The same in French; a hostile name is a name.
    const french = await signedIn(server.url, 'fr-FR');
    await french.page.goto(`${server.url}/software`);
    await french.page.getByRole('heading', { name: 'Logiciels', level: 1 }).waitFor();
    await french.page.getByRole('link', { name: HOSTILE }).click();
    await french.page.getByRole('heading', { name: HOSTILE, level: 1 }).waitFor();
    await french.page.getByText('poste l’a', { exact: true }).waitFor();
    await settled(french.page);
    expect([...problems, ...french.problems]).toEqual([]);
    expect(faults).toEqual([]);
  },
);

journey(
  'a person looks at the software of a system, a group and a search; a title keeps what was chosen',
  { needs: [browser] },
  async () => {
    const server = await serverForThisTest();
    await setUpByApi(server.url, server.output());
    await report(server.url);
    const { page, problems } = await signedIn(server.url);
    const faults: string[] = [];
    const titles = () => page.getByRole('row').getByRole('link').filter({ hasNotText: /^\d+$/ }).allTextContents();
    await page.goto(`${server.url}/software`);
    await page.getByRole('button', { name: 'Count now' }).click();
    await rowOf(page, 'Edge').waitFor();

    // A search chosen in the popover is in the address; numbers, categories and links are those computers'.
    await page.getByRole('button', { name: 'All computers' }).click();
    faults.push(...(await photograph(page, 'software-among-picker')));
    await page.getByRole('combobox', { name: 'System contains' }).fill('debian');
    await page.getByRole('textbox', { name: 'Search' }).fill('software:edge or software:anydesk');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByText('on 2 computers').waitFor();
    expect(new URL(page.url()).searchParams.get('os')).toBe('debian');
    await settled(page);
    expect((await titles()).sort()).toEqual(['AnyDesk', 'Edge', 'Firefox', 'Firefox', 'OpenSSL']);
    expect(await rowOf(page, 'OpenSSL').getByRole('link', { name: '2', exact: true }).count()).toBe(1);
    faults.push(...(await photograph(page, 'software-among')));

    // A title opened there tells of the same computers, and so do the links on its page; back is where one was.
    await rowOf(page, 'OpenSSL').getByRole('link', { name: 'OpenSSL' }).click();
    await page.getByRole('heading', { name: 'OpenSSL', level: 1 }).waitFor();
    await page.getByText('100% of these computers').waitFor();
    await page.getByRole('link', { name: 'beta' }).waitFor();
    faults.push(...(await photograph(page, 'software-title-among')));
    await page.getByRole('button', { name: 'Remove the filter: Search' }).click();
    await page.getByText('67% of these computers').waitFor();
    await page.getByRole('link', { name: 'All software' }).click();
    await page.getByText('on 2 computers').waitFor();

    // From a group, and from a list of computers, its software is one step away.
    const made = await server.api.post('/groups', { name: 'Desk & "co"', query: 'name:gamma' });
    const { id } = (await made.json()) as { id: number };
    const members = async () => (await server.api.getJson<{ members: number }>(`/groups/${id}`)).members;
    await expect.poll(members, { timeout: 60_000 }).toBe(1);
    await page.goto(`${server.url}/groups/${id}`);
    await page.getByRole('link', { name: 'Their software' }).click();
    await page.getByText('on 1 computer', { exact: false }).waitFor();
    await settled(page);
    expect((await titles()).sort()).toEqual([HOSTILE, 'Firefox'].sort());
    await page.goto(`${server.url}/computers?query=name:alpha`);
    await page.getByRole('link', { name: 'Their software' }).click();
    await rowOf(page, 'AnyDesk').waitFor();
    expect(await rowOf(page, 'Edge').count()).toBe(0);
    expect(await page.getByText('on 1 computer').count()).toBe(1);

    // Where no computer is like this, what was chosen can be changed in its place.
    await page.goto(`${server.url}/software?os=beos`);
    await page.getByText('No active computer is like this').waitFor();
    faults.push(...(await photograph(page, 'software-of-nobody')));
    await page.getByRole('button', { name: 'Remove the filter: System' }).click();
    await rowOf(page, 'Edge').waitFor();

    // A group that is gone: it is said, and can be taken away.
    await page.goto(`${server.url}/software?group=nobody`);
    await page.getByRole('alert').waitFor();
    await page.getByRole('button', { name: 'Remove the filter: Group' }).click();
    await rowOf(page, 'Edge').waitFor();
    expect(problems.filter((one) => !one.includes('400'))).toEqual([]);
    expect(faults).toEqual([]);
  },
);
