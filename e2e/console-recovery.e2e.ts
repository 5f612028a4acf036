import { execFileSync } from 'node:child_process';
import { expect } from 'vitest';
import { browser, photograph } from './testing/browser.ts';
import { settled, signedIn } from './testing/console.ts';
import { serverWithFleet } from './testing/console-fleet.ts';
import { journey } from './testing/journey.ts';
import { serverProgram } from './testing/paths.ts';

const COLLEAGUE = { name: 'grace', password: 'another sentence is easy' };

journey('of two administrators who edit one value, the second is told', { needs: [browser] }, async () => {
  const server = await serverWithFleet(3);
  const where = server.database === null ? [] : ['--database', server.database];
  execFileSync(
    process.execPath,
    [serverProgram, 'user', 'add', '--name', COLLEAGUE.name, '--data', server.dataDir, ...where],
    { input: `${COLLEAGUE.password}\n` },
  );
  const { items } = await server.api.assets();
  const path = `/assets/${items[0]?.id}/settings`;
  const own = async () => {
    const settings = (await server.api.getJson<{ items: { name: string; own: unknown }[] }>(path)).items;
    return settings.find(({ name }) => name === 'FREQUENCY')?.own;
  };
  const ada = await signedIn(server.url);
  const grace = await signedIn(server.url, undefined, COLLEAGUE);
  for (const [{ page }, days] of [
    [ada, '3'],
    [grace, '5'],
  ] as const) {
    await page.goto(`${server.url}/computers/${items[0]?.id}/settings`);
    await page.getByRole('button', { name: 'Change FREQUENCY' }).click();
    await page.getByRole('textbox', { name: 'Change FREQUENCY' }).fill(days);
  }
  const save = { name: 'Save', exact: true } as const;
  await ada.page.getByRole('button', save).click();
  await expect.poll(own).toBe(3);

  await grace.page.getByRole('button', save).click();
  const told = grace.page.getByRole('dialog', { name: 'Somebody else was faster' });
  await told.getByText('ada saved a change').waitFor();
  await told.getByRole('cell', { name: /^3/ }).waitFor();
  await told.getByRole('cell', { name: /^5/ }).waitFor();
  expect(await own()).toBe(3);
  const faults = await photograph(grace.page, 'edit-conflict');
  await told.getByRole('button', { name: 'Back to my edit' }).click();
  const field = grace.page.getByRole('textbox', { name: 'Change FREQUENCY' });
  expect(await field.inputValue()).toBe('5');
  // Told once, the second may.
  await grace.page.getByRole('button', save).click();
  await expect.poll(own).toBe(5);
  expect([...faults, ...ada.problems, ...grace.problems].filter((problem) => !problem.includes('409'))).toEqual([]);
});

journey('of two windows that edit one note or one view, the second is told', { needs: [browser] }, async () => {
  const server = await serverWithFleet(3);
  const { items } = await server.api.assets();
  const first = await signedIn(server.url);
  const second = await signedIn(server.url);
  const windows = [first.page, second.page] as const;
  const told = second.page.getByRole('dialog', { name: 'Somebody else was faster' });

  const notes = `${server.url}/api/v1/assets/${items[0]?.id}/notes`;
  const headers = { origin: server.url };
  await first.page.request.post(notes, { data: { text: 'In room 12' }, headers });
  const note = async () => (await (await first.page.request.get(notes)).json()).items[0].text;
  const words = ['In room 13', 'In room 14'] as const;
  for (const [i, page] of windows.entries()) {
    await page.goto(`${server.url}/computers/${items[0]?.id}/administration`);
    await page.getByRole('listitem').filter({ hasText: 'In room 12' }).getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'Edit' }).fill(words[i] ?? '');
  }
  const saveNote = { name: 'Save', exact: true } as const;
  await first.page.getByRole('button', saveNote).click();
  await expect.poll(note).toBe(words[0]);
  await second.page.getByRole('button', saveNote).click();
  await told.getByRole('cell', { name: words[0] }).waitFor();
  await told.getByRole('cell', { name: words[1] }).waitFor();
  const faults = await photograph(second.page, 'note-conflict');
  await told.getByRole('button', { name: 'Back to my edit' }).click();
  expect(await second.page.getByRole('textbox', { name: 'Edit' }).inputValue()).toBe(words[1]);
  expect(await note()).toBe(words[0]);
  await second.page.getByRole('button', saveNote).click();
  await expect.poll(note).toBe(words[1]);

  const views = `${server.url}/api/v1/views`;
  const view = { table: 'computers', name: 'Twice open', state: { sort: 'name' } };
  const { id } = await (await first.page.request.post(views, { data: view, headers })).json();
  const order = async () => (await (await first.page.request.get(views)).json()).items[0].state.sort;
  for (const page of windows) {
    await page.goto(`${server.url}/computers?view=${id}`);
    await page.getByRole('button', { name: 'View: Twice open' }).waitFor();
  }
  const saveView = async (page: typeof first.page, column: string) => {
    await page.getByRole('columnheader', { name: column }).getByRole('button', { name: column }).first().click();
    await page.getByRole('button', { name: 'View: Twice open' }).click();
    await page.getByRole('menuitem', { name: 'Save the changes in “Twice open”' }).click();
  };
  await saveView(first.page, 'System');
  await expect.poll(order).not.toBe('name');
  const stored = await order();
  await saveView(second.page, 'Name');
  await told.getByText('Twice open').waitFor();
  faults.push(...(await photograph(second.page, 'view-conflict')));
  expect(await order()).toBe(stored);
  await told.getByRole('button', { name: 'Save mine over it' }).click();
  await expect.poll(order).not.toBe(stored);
  expect([...faults, ...first.problems, ...second.problems].filter((problem) => !problem.includes('409'))).toEqual([]);
});

journey('a console that was open during an update goes on', { needs: [browser] }, async () => {
  const server = await serverWithFleet(3);
  const { page } = await signedIn(server.url);
  const gone = /\/assets\/software-page-[\w-]{8}\.js$/;
  const software = page.getByRole('navigation').getByRole('link', { name: 'Software' });

  // What is typed stays, and the page says why it does not change by itself.
  await page.route(gone, (route) => route.fulfill({ status: 404 }));
  await page.goto(`${server.url}/administration/agent-label`);
  const sentence = page.getByLabel('Sentence');
  await sentence.fill('Which department?');
  await software.hover();
  await page.getByText('The server was updated while this page was open.').waitFor();
  await photograph(page, 'outdated');
  expect(await sentence.inputValue()).toBe('Which department?');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The label was saved').waitFor();

  // Where nothing is, the page is loaded anew, and has the new files.
  await page.goto(`${server.url}/computers`);
  await settled(page);
  let isUpdated = true;
  page.once('domcontentloaded', () => {
    isUpdated = false;
  });
  await page.unroute(gone);
  await page.route(gone, (route) => (isUpdated ? route.fulfill({ status: 404 }) : route.continue()));
  await software.hover();
  await expect.poll(() => isUpdated).toBe(false);
  await software.click();
  await page.getByRole('heading', { name: 'Software', level: 1 }).waitFor();
});
