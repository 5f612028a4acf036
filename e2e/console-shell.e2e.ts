import { expect } from 'vitest';
import { browser, photograph } from './testing/browser.ts';
import { ADMINISTRATOR, openBrowser, settled, setUpByApi, signedIn } from './testing/console.ts';
import { serverWithFleet } from './testing/console-fleet.ts';
import { journey } from './testing/journey.ts';
import { serverForThisTest } from './testing/server.ts';

journey('a person goes everywhere by the keyboard alone', { needs: [browser] }, async () => {
  const server = await serverWithFleet(30);
  const { page, problems } = await signedIn(server.url);
  const faults: string[] = [];
  const field = page.getByRole('combobox', { name: 'Find anything, go anywhere' });
  const open = async (text: string) => {
    await page.keyboard.press('Control+k');
    await field.waitFor();
    await field.fill(text);
  };
  await page.goto(server.url);
  await page.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor();

  // Pages by their names, and by two keys.
  await open('comp add');
  await page.getByRole('option', { name: 'Add computers' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Add computers', level: 1 }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByRole('heading', { name: 'Computers', level: 1 }).waitFor();

  // A computer by its serial number, a user, software; what is what is recognised by its shape.
  const { items } = await server.api.getJson<{
    items: { id: number; name: string; serial: string | null; user: string | null }[];
  }>('/assets?kind=computer&limit=30');
  const machine = items.find(({ serial, user }) => (serial ?? '') !== '' && (user ?? '') !== '');
  await open(machine?.serial ?? '');
  await page
    .getByRole('option', { name: machine?.name ?? '' })
    .first()
    .waitFor();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).toContain(`/computers/${machine?.id}`);
  await open(machine?.user ?? '');
  await page.getByRole('group', { name: 'Users' }).getByRole('option').first().waitFor();
  faults.push(...(await photograph(page, 'palette')));
  await field.fill('10.0.0.0/8');
  await page.getByRole('option', { name: 'Computers in the network 10.0.0.0/8' }).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).searchParams.get('query')).toBe('ip:10.0.0.0/8');

  // What is done by it.
  await open('dark');
  await page.getByRole('option', { name: 'Appearance: Dark' }).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');

  // The keys are told; who does not want those of single letters turns them off.
  await page.keyboard.press('?');
  await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
  faults.push(...(await photograph(page, 'keyboard-help')));
  await page.getByRole('switch', { name: 'Shortcuts of single keys' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor({ state: 'hidden' });
  const before = page.url();
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await open('settings of nobody');
  await page.getByText('Nothing of that name').waitFor();
  expect(page.url()).toBe(before);
  expect(faults).toEqual([]);
  expect(problems).toEqual([]);
});

journey('what a person set is there on another browser', { needs: [browser] }, async () => {
  const server = await serverWithFleet(10);
  const { page } = await signedIn(server.url);
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Arrange' }).click();
  await page.getByRole('button', { name: 'Remove “Computers”' }).click();
  await page.getByRole('button', { name: 'Move “Seen in 24 hours” one place on' }).press('ArrowRight');
  await page.getByRole('button', { name: 'Add a tile' }).click();
  await page.getByRole('menuitem', { name: 'Disk almost full' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Done' }).click();
  const titles = async (of: typeof page) => (await of.getByRole('heading', { level: 2 }).allTextContents()).slice(0, 6);
  const arranged = await titles(page);
  expect(arranged.slice(0, 2)).toEqual(['Seen in 7 days', 'Seen in 24 hours']);
  await page.getByRole('button', { name: `Menu of ${ADMINISTRATOR.name}` }).click();
  await page.getByText('Français', { exact: true }).click();
  await page.getByText('Sombre', { exact: true }).click();
  // It is sent a moment later.
  type Kept = { items: Record<string, unknown> };
  const kept = async () => ((await (await page.request.get(`${server.url}/api/v1/preferences`)).json()) as Kept).items;
  await expect.poll(kept).toMatchObject({ language: 'fr', colorScheme: 'dark' });

  const other = await signedIn(server.url);
  await other.page.goto(server.url);
  await other.page.getByRole('heading', { name: 'Tableau de bord' }).waitFor();
  await expect.poll(() => other.page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
  await expect.poll(() => titles(other.page)).toHaveLength(6);
  expect((await titles(other.page)).slice(0, 2)).toEqual(['Vus en 7 jours', 'Vus en 24 heures']);
  expect(other.problems).toEqual([]);
});

journey(
  'the dashboard teaches while it is empty, shows what reports, and hangs on a wall',
  { needs: [browser] },
  async () => {
    const empty = await serverForThisTest();
    await setUpByApi(empty.url, empty.output());
    const first = await signedIn(empty.url);
    await first.page.goto(empty.url);
    await first.page.getByText('No computer has reported yet').waitFor();
    const faults = await photograph(first.page, 'dashboard-empty');
    await first.page.getByRole('main').getByRole('link', { name: 'Add computers' }).click();
    await first.page.getByRole('heading', { name: 'Add computers', level: 1 }).waitFor();
    expect(first.problems).toEqual([]);

    const server = await serverWithFleet(60);
    const { page, problems } = await signedIn(server.url);
    await page.goto(server.url);
    await settled(page);
    faults.push(...(await photograph(page, 'dashboard')));
    const tile = page.getByRole('link', { name: /^Not seen for 30 days: / });
    const told = Number((await tile.getAttribute('aria-label'))?.replace(/\D*30\D*/, ''));
    await tile.click();
    await expect.poll(() => new URL(page.url()).searchParams.get('query')).toBe('lastseen>30d');
    const { total } = await server.api.getJson<{ total: number }>('/assets?kind=computer&query=lastseen%3E30d&limit=1');
    expect(told).toBe(total);

    await page.goto(`${server.url}/?screen=wall`);
    await page.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor();
    await settled(page);
    expect(await page.getByRole('navigation').count()).toBe(0);
    faults.push(...(await photograph(page, 'dashboard-wall')));
    // Nobody scrolls a wall: what does not fit comes by itself.
    const size = page.viewportSize();
    await page.setViewportSize({ width: 1440, height: 500 });
    await page.clock.install();
    await page.reload();
    await settled(page);
    await page.clock.fastForward(20_000);
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(0);
    if (size !== null) await page.setViewportSize(size);
    await page.keyboard.press('Escape');
    await page.getByRole('navigation').first().waitFor();
    expect(faults).toEqual([]);
    expect(problems).toEqual([]);
  },
);

journey('a session that ends while somebody types ends nothing else', { needs: [browser] }, async () => {
  const server = await serverWithFleet(10);
  const { page } = await signedIn(server.url);
  await page.goto(`${server.url}/computers`);
  const text = page.getByRole('main').getByRole('searchbox').or(page.getByRole('main').getByRole('textbox')).first();
  await text.fill('half a thou');
  await page.context().clearCookies();
  // Whatever the page asks for next is refused.
  await text.press('Enter');
  await text.pressSequentially('g');
  const dialog = page.getByRole('dialog', { name: 'Sign in' });
  await dialog.waitFor();
  await page.getByText('Your session has ended').waitFor();
  await photograph(page, 'session-ended');
  expect(await dialog.getByRole('textbox', { name: 'User name' }).inputValue()).toBe(ADMINISTRATOR.name);
  await dialog.getByLabel('Password', { exact: true }).fill(ADMINISTRATOR.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await text.inputValue()).toContain('half a thou');
});

journey('a page comes back by itself after the server was away', { needs: [browser] }, async () => {
  const server = await serverForThisTest();
  await setUpByApi(server.url, server.output());
  const { page } = await openBrowser();
  await page.goto(`${server.url}/computers`);
  await page.getByRole('textbox', { name: 'User name' }).fill(ADMINISTRATOR.name);
  await page.getByLabel('Password', { exact: true }).fill(ADMINISTRATOR.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('No computer has reported yet').waitFor();
  await page.evaluate(() => Object.assign(window, { stillTheSamePage: true }));
  const notice = page.getByText('The connection to the server is lost.', { exact: false });
  await server.kill();
  await notice.waitFor();
  await photograph(page, 'server-away');
  await server.restart();
  await notice.waitFor({ state: 'hidden' });
  await page.getByText('No computer has reported yet').waitFor();
  expect(await page.evaluate(() => 'stillTheSamePage' in window)).toBe(true);
});
