import { expect } from 'vitest';
import { browser, photograph } from './testing/browser.ts';
import { setUpByApi, signedIn } from './testing/console.ts';
import { inventoryXml, sendXml } from './testing/documents.ts';
import { journey } from './testing/journey.ts';
import { serverForThisTest } from './testing/server.ts';

const MACHINES = 60;

/** What these journeys look at of the API's answers. */
type Answer = {
  readonly state: string;
  readonly total: number;
  readonly items: readonly { readonly tag: string | null; readonly members: number }[];
};

journey(
  'many computers are changed at once: looked at before, told after, undone, deleted after typing their number',
  {
    needs: [browser],
  },
  async () => {
    const server = await serverForThisTest();
    await setUpByApi(server.url, server.output());
    for (let i = 1; i <= MACHINES; i += 1) {
      const name = `pc-${String(i).padStart(3, '0')}`;
      await sendXml(server.url, inventoryXml({ deviceId: `${name}-2026-11-20-08-00-00`, name }));
    }
    const { page, problems } = await signedIn(server.url);
    const faults: string[] = [];
    const dialog = page.getByRole('dialog');
    const tagsOf = async () => {
      const { items } = await server.api.getJson<Answer>('/assets?sort=name&limit=100');
      return items.map(({ tag }) => tag);
    };

    // Three of them get a TAG; the preview tells from what to what.
    await page.goto(`${server.url}/computers?sort=name`);
    const boxes = page.locator('tbody input[type="checkbox"]');
    await boxes.first().waitFor();
    for (const i of [0, 1, 2]) await boxes.nth(i).click();
    await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'TAG', exact: true }).click();
    await dialog.getByRole('textbox').fill('=cmd|<b>Paris</b>');
    await dialog.getByText('3 computers would be changed').waitFor();
    faults.push(...(await photograph(page, 'actions-preview')));
    await dialog.getByRole('button', { name: 'Set the TAG of 3 computers' }).click();
    await page.getByText('TAG · 3 changed').waitFor();
    expect((await tagsOf()).slice(0, 4)).toEqual(['=cmd|<b>Paris</b>', '=cmd|<b>Paris</b>', '=cmd|<b>Paris</b>', null]);

    // The notice takes it back.
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(tagsOf).not.toContain('=cmd|<b>Paris</b>');
    await page.getByText('Undo: TAG · 3 changed').waitFor();

    // All that match are archived, on all pages; the tray has the result of each computer, and its undo.
    await page.locator('thead input[type="checkbox"]').click();
    await page.getByRole('button', { name: `Select all ${MACHINES} that match` }).click();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Archive' }).click();
    await dialog.getByRole('button', { name: `Archive ${MACHINES} computers` }).click();
    await expect.poll(async () => (await server.api.getJson<Answer>('/assets')).total).toBe(0);
    await page.getByRole('button', { name: /^Background work/ }).click();
    const job = page.getByRole('button', { name: new RegExp(`Archive.*${MACHINES} changed`) });
    await job.waitFor();
    faults.push(...(await photograph(page, 'actions-tray')));
    await job.click();
    await dialog.getByText(`1–50 of ${MACHINES}`).waitFor();
    await dialog.getByRole('link', { name: 'pc-001' }).waitFor();
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await server.api.getJson<Answer>('/assets')).total).toBe(MACHINES);

    // A new group, made on the way.
    await page.goto(`${server.url}/computers?sort=name`);
    await boxes.first().click();
    await page.getByRole('button', { name: 'Group', exact: true }).click();
    await dialog.getByLabel('Or a new static group').fill('Lab');
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await dialog.getByRole('button', { name: 'Change 1 computer' }).click();
    await expect.poll(async () => (await server.api.getJson<Answer>('/groups')).items[0]?.members).toBe(1);

    // More than fifty are deleted by typing how many they are.
    await page.goto(`${server.url}/computers?sort=name`);
    await boxes.first().waitFor();
    await page.locator('thead input[type="checkbox"]').click();
    await page.getByRole('button', { name: `Select all ${MACHINES} that match` }).click();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const confirm = dialog.getByRole('button', { name: `Delete ${MACHINES} computers for good` });
    await confirm.waitFor();
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill(String(MACHINES));
    await confirm.click();
    await expect.poll(async () => (await server.api.getJson<Answer>('/assets?archived=include')).total).toBe(0);

    expect(faults).toEqual([]);
    expect(problems).toEqual([]);
  },
);

journey('a mass action goes on where it stood when the server was killed', {}, async () => {
  const server = await serverForThisTest();
  for (let i = 1; i <= 30; i += 1) {
    await sendXml(server.url, inventoryXml({ deviceId: `pc-${i}-2026-11-20-08-00-00`, name: `pc-${i}` }));
  }
  const order = { target: { selection: {} }, parameters: {} };
  const started = (await (await server.api.post('/mass-actions/archive', order)).json()) as { id: number };
  await server.kill();
  const again = await server.restart();
  await expect.poll(async () => (await again.api.getJson<Answer>(`/mass-actions/${started.id}`)).state).toBe('done');
  expect(await again.api.getJson<Answer>(`/mass-actions/${started.id}`)).toMatchObject({
    total: 30,
    changed: 30,
    refused: 0,
  });
  expect((await again.api.getJson<Answer>('/assets?archived=only')).total).toBe(30);
});
