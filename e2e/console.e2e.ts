import { hostname } from 'node:os';
import { runProgram } from '@muster/peers';
import { expect } from 'vitest';
import { browser, photograph } from './testing/browser.ts';
import { ADMINISTRATOR, openBrowser, settled, setUpByApi } from './testing/console.ts';
import { journey, linux, program } from './testing/journey.ts';
import { runMusterAgent } from './testing/muster-agent.ts';
import { serverForThisTest } from './testing/server.ts';
import { temporaryFolder } from './testing/temporary.ts';

const needs = [linux, browser, program('dpkg-query')];

journey(
  'a person sets the server up, sees this machine arrive, and finds an installed package',
  { needs },
  async () => {
    const server = await serverForThisTest();
    const { page, problems } = await openBrowser();
    const faults: string[] = [];
    const machine = hostname().split('.')[0] ?? '';

    // The one-time link makes the first administrator.
    const link = /http\S+\/setup#\S+/.exec(server.output())?.[0] ?? '';
    expect(link, server.output()).not.toBe('');
    await page.goto(server.url);
    await page.getByRole('textbox', { name: 'User name' }).waitFor();
    faults.push(...(await photograph(page, 'sign-in-before-setup')));
    await page.goto(link);
    await page.getByRole('textbox', { name: 'User name' }).fill(ADMINISTRATOR.name);
    await page.getByLabel('Password', { exact: true }).fill(ADMINISTRATOR.password);
    await page.getByLabel('Password again').fill(ADMINISTRATOR.password);
    faults.push(...(await photograph(page, 'setup')));
    await page.getByRole('button', { name: 'Create and sign in' }).click();
    await page.getByRole('heading', { name: 'Computers', level: 1 }).waitFor();
    expect(page.url()).not.toContain('#'); // the token is out of the history
    await page.getByText('No computer has reported yet').waitFor();
    faults.push(...(await photograph(page, 'computers-empty')));

    // A machine that reports appears without a reload.
    await page.evaluate(() => Object.assign(window, { stillTheSamePage: true }));
    const report = await runMusterAgent([
      '--server',
      `${server.url}/ocsinventory`,
      '--vardir',
      await temporaryFolder(),
    ]);
    expect(report.code, report.stderr).toBe(0);
    const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: machine }) });
    await row.waitFor();
    expect(await page.evaluate(() => 'stillTheSamePage' in window)).toBe(true);
    faults.push(...(await photograph(page, 'computers')));

    // Sorting and filtering stand in the URL, so that a link shows what one sees.
    await page.getByRole('button', { name: /^Name/ }).click();
    await expect.poll(() => new URL(page.url()).search).toContain('sort=name');
    await page.getByLabel('Filter the computers').fill('no-such-computer');
    await page.getByText('Nothing matches').waitFor();
    expect(page.url()).toContain('q=no-such-computer');
    faults.push(...(await photograph(page, 'computers-no-match')));
    await page.getByLabel('Filter the computers').fill(machine);
    await row.waitFor();

    // Its page, and a package that dpkg has.
    await row.getByRole('link', { name: machine }).click();
    await page.getByRole('tab', { name: /^Software/ }).click();
    const version = (await runProgram('dpkg-query', ['-W', '-f', VERSION, 'bash'])).stdout;
    await page.getByLabel('Filter Software').fill('bash');
    const found = page.getByRole('row').filter({ has: page.getByText('bash', { exact: true }) });
    await found.first().waitFor();
    expect(await found.first().textContent()).toContain(version);

    const tabs = await page.getByRole('tab').allInnerTexts();
    expect(tabs.length).toBeGreaterThan(5);
    for (const label of tabs) {
      const tab = label.replace(/[\d\s,.]+$/, ''); // without the number of rows
      await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
      await page.getByRole('tabpanel').waitFor();
      await settled(page);
      faults.push(...(await photograph(page, `computer-${tab.toLowerCase().replaceAll(/\W+/g, '-')}`)));
    }

    await page.getByRole('link', { name: 'Add computers' }).first().click();
    await page.getByRole('heading', { name: 'Add computers', level: 1 }).waitFor();
    for (const agent of ['Muster agent', 'OCS Inventory', 'FusionInventory', 'GLPI Agent']) {
      await page.getByText(agent, { exact: true }).first().click();
      await expect.poll(() => page.getByRole('main').textContent()).toContain(server.url);
      faults.push(...(await photograph(page, `add-computers-${agent.toLowerCase().replaceAll(' ', '-')}`)));
    }

    await page.goto(`${server.url}/no/such/page`);
    await page.getByText('There is no such page').waitFor();
    faults.push(...(await photograph(page, 'not-found')));
    await page.goto(`${server.url}/computers/999999`);
    await page.getByText('This computer is not known').waitFor();
    faults.push(...(await photograph(page, 'computer-unknown')));

    // The link worked once.
    const other = await openBrowser();
    await other.page.goto(link);
    await other.page.getByText('The administrator exists already').waitFor();
    expect(other.problems).toEqual([]);

    expect(problems.filter((problem) => !/status of 404.*\/assets\/999999/.test(problem))).toEqual([]);
    expect(faults).toEqual([]);
  },
);

journey('a person signs in and out, in French and in the dark', { needs: [browser] }, async () => {
  const server = await serverForThisTest();
  await setUpByApi(server.url, server.output());
  const { page, problems } = await openBrowser();
  const signIn = async (password: string) => {
    await page.getByRole('textbox', { name: 'User name' }).fill(ADMINISTRATOR.name);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };

  // A link to a page inside leads there once one has signed in.
  await page.goto(`${server.url}/add-computers`);
  await signIn('this is the wrong password');
  await page.getByText('The user name or the password is wrong').waitFor();
  await photograph(page, 'sign-in-refused');
  await signIn(ADMINISTRATOR.password);
  await page.getByRole('heading', { name: 'Add computers', level: 1 }).waitFor();
  const cookies = await page.context().cookies();
  expect(cookies.filter(({ httpOnly, sameSite }) => httpOnly && sameSite !== 'None')).toHaveLength(cookies.length);
  expect(await page.evaluate(() => document.cookie)).toBe('');

  await page.getByRole('button', { name: `Menu of ${ADMINISTRATOR.name}` }).click();
  await page.getByText('Français').click();
  await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('fr');
  await page.getByText('Sombre', { exact: true }).click();
  await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
  await page.keyboard.press('Escape');
  await page.reload();
  expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('fr');
  await photograph(page, 'french-and-dark');

  await page.getByRole('button', { name: ADMINISTRATOR.name }).click();
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await page.getByRole('button', { name: 'Se connecter' }).waitFor();
  const response = await page.request.get(`${server.url}/api/v1/assets`);
  expect(response.status()).toBe(401);
  expect(problems).toEqual([]);
});

journey('a browser that speaks French is answered in French', { needs: [browser] }, async () => {
  const server = await serverForThisTest();
  const { page, problems } = await openBrowser('fr-FR');
  await page.goto(server.url);
  await page.getByLabel('Mot de passe', { exact: true }).waitFor();
  expect(problems).toEqual([]);
});

// biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder is dpkg-query's
const VERSION = '${Version}';
