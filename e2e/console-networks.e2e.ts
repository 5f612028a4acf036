import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { browser, photograph } from './testing/browser.ts';
import { settled, setUpByApi, signedIn } from './testing/console.ts';
import { serverWithFleet } from './testing/console-fleet.ts';
import { journey } from './testing/journey.ts';
import { type RunningServer, serverForThisTest } from './testing/server.ts';

type Device = { readonly mac: string; readonly ip: string; readonly description: string | null };

async function api<Answer>(server: RunningServer, method: string, path: string, body?: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    ...{ method, headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
  return (answer.status === 204 ? undefined : await answer.json()) as Answer;
}

const rowOf = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

journey('networks and devices of a new server say where they come from', { needs: [browser] }, async () => {
  const server = await serverForThisTest();
  await setUpByApi(server.url, server.output());
  const { page, problems } = await signedIn(server.url);
  const faults: string[] = [];
  await page.goto(`${server.url}/devices`);
  await page.getByText('IP discovery is taken over from OCS Inventory').waitFor();
  faults.push(...(await photograph(page, 'devices-empty')));
  await page.getByRole('link', { name: 'See the networks' }).click();
  await page.getByText('Networks appear by themselves').waitFor();
  faults.push(...(await photograph(page, 'networks-empty')));

  // A network gets its name before anything is on it; what is no network is refused where it was typed.
  await page.getByRole('button', { name: 'New network' }).click();
  const form = page.getByRole('dialog', { name: 'New network' });
  await form.getByRole('textbox', { name: 'Name' }).fill('Office Lyon');
  await form.getByRole('textbox', { name: 'First address' }).fill('192.0.2.7');
  await form.getByRole('textbox', { name: 'Mask' }).fill('24');
  await form.getByRole('button', { name: 'Create the network' }).click();
  await form.getByRole('alert').waitFor();
  await form.getByRole('textbox', { name: 'First address' }).fill('192.0.2.0');
  await form.getByRole('button', { name: 'Create the network' }).click();
  await page.getByRole('link', { name: 'Office Lyon' }).click();
  await page.getByRole('heading', { name: 'Office Lyon', level: 1 }).waitFor();
  await page.getByText('No device was seen here yet').waitFor();
  expect(faults).toEqual([]);
  // The browser writes down the refusal above.
  expect(problems.filter((problem) => !problem.includes('400 (Bad Request)'))).toEqual([]);
});

journey('a person names networks and says what devices on them are', { needs: [browser] }, async () => {
  const server = await serverWithFleet(60);
  const { page, problems } = await signedIn(server.url);
  const faults: string[] = [];

  // The list: sorted, filtered by column, both in its address.
  await page.goto(`${server.url}/networks?sort=-unknown`);
  await settled(page);
  await page.getByRole('button', { name: 'Filter by Not inventoried' }).click();
  await page.getByRole('textbox', { name: 'At least' }).fill('1');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByText('Not inventoried: ≥ 1').waitFor();
  expect(new URL(page.url()).searchParams.get('unknownFrom')).toBe('1');
  faults.push(...(await photograph(page, 'networks')));

  // Kept as a view for everybody, with columns and filters.
  await page.getByRole('button', { name: 'View: Everything' }).click();
  await page.getByRole('menuitem', { name: 'Save as a view…' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('To look at');
  await page.getByRole('checkbox', { name: 'Everybody may see and use it' }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'View: To look at' }).waitFor();
  const other = await signedIn(server.url);
  await other.page.goto(`${server.url}/networks`);
  await other.page.getByRole('button', { name: 'View: Everything' }).click();
  await other.page.getByRole('menuitem', { name: /To look at/ }).click();
  await other.page.getByText('Not inventoried: ≥ 1').waitFor();
  expect(new URL(other.page.url()).searchParams.get('sort')).toBe('-unknown');
  await other.page.close();

  // One without a name gets one.
  await page.goto(`${server.url}/networks?named=no`);
  await settled(page);
  const unnamed = page.getByRole('row').filter({ hasText: 'unnamed' }).first();
  const address = (await unnamed.getByText(/^10\.\d+\.\d+\.0\/24$/).textContent()) ?? '';
  await unnamed.getByRole('button', { name: `Actions for ${address}` }).click();
  await page.getByRole('menuitem', { name: 'Give it a name…' }).click();
  const form = page.getByRole('dialog', { name: 'Network' });
  await form.getByRole('textbox', { name: 'Name' }).fill('Attic');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Network “Attic” saved').waitFor();
  await page.goto(`${server.url}/networks?q=attic`);
  await rowOf(page, address).getByRole('link', { name: 'Attic' }).waitFor();

  // Somebody else changes it meanwhile: both are shown, and who came second decides.
  await page.getByRole('button', { name: 'Actions for Attic' }).click();
  await page.getByRole('menuitem', { name: 'Change…' }).click();
  await form.getByRole('textbox', { name: 'Site' }).fill('Mine');
  const { items } = await api<{ items: { id: number; address: string; mask: string }[] }>(
    server,
    'GET',
    '/networks?name=Attic',
  );
  const [attic] = items;
  const { id = 0, mask = '', address: first = '' } = attic ?? {};
  await api(server, 'PUT', `/networks/${id}`, { address: first, mask, name: 'Attic', site: 'Theirs' });
  await form.getByRole('button', { name: 'Save' }).click();
  const conflict = page.getByRole('dialog').filter({ hasText: 'Theirs' });
  await conflict.getByRole('button', { name: 'Save mine over it' }).click();
  await rowOf(page, 'Attic').getByText('Mine').waitFor();

  // A device that nobody knows is identified, with a type that is new; it is taken back, and that is undone.
  const { items: unknown } = await api<{ items: Device[] }>(server, 'GET', '/network-devices?state=unknown&sort=ip');
  const { mac = '', ip = '' } = unknown[0] ?? {};
  await page.goto(`${server.url}/devices?state=unknown&sort=ip`);
  await page.getByRole('button', { name: `Actions for ${mac}` }).click();
  await page.getByRole('menuitem', { name: 'Identify…' }).click();
  const identify = page.getByRole('dialog', { name: 'What is this device?' });
  await identify.getByRole('combobox', { name: 'Type' }).fill('Coffee machine');
  await identify.getByText('The type “Coffee machine” is new').waitFor();
  await identify.getByRole('textbox', { name: 'Description' }).fill('Kitchen, first floor');
  faults.push(...(await photograph(page, 'device-identify')));
  await identify.getByRole('button', { name: 'Identify' }).click();
  await page.getByText('1 device identified').waitFor();
  await expect.poll(() => rowOf(page, mac).count()).toBe(0);
  await page.getByText('Identified', { exact: true }).first().click();
  await rowOf(page, mac).getByText('Kitchen, first floor').waitFor();
  await page.getByRole('button', { name: `Actions for ${mac}` }).click();
  await page.getByRole('menuitem', { name: 'Take the identification back' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await rowOf(page, mac).getByText('Coffee machine').waitFor();

  // Several at once.
  await page.goto(`${server.url}/devices?state=unknown&sort=ip`);
  await settled(page);
  const boxes = page.locator('tbody input[type="checkbox"]');
  for (const i of [0, 1]) await boxes.nth(i).click();
  await page.getByRole('button', { name: 'Identify…' }).click();
  const several = page.getByRole('dialog', { name: 'What are these 2 devices?' });
  await several.getByRole('combobox', { name: 'Type' }).fill('coffee');
  await page.getByRole('option', { name: 'Coffee machine' }).click();
  await several.getByRole('textbox', { name: 'Description' }).fill('One of many');
  await several.getByRole('button', { name: 'Identify' }).click();
  await page.getByText('2 devices identified').waitFor();

  // The types: a name is changed, one that is used is not removed.
  await page.goto(`${server.url}/networks`);
  await page.getByRole('button', { name: 'Device types' }).click();
  const types = page.getByRole('dialog', { name: 'Device types' });
  expect(await types.getByRole('button', { name: 'Remove Coffee machine' }).isDisabled()).toBe(true);
  await types.getByRole('button', { name: 'Rename Coffee machine' }).click();
  await types.getByRole('textbox', { name: 'Name' }).fill('Espresso machine');
  await types.getByRole('button', { name: 'Save the name' }).click();
  await types.getByText('Espresso machine').waitFor();
  await types.getByRole('textbox', { name: 'New type' }).fill('Clock');
  await types.getByRole('button', { name: 'Add' }).click();
  await types.getByRole('button', { name: 'Remove Clock' }).click();
  await expect.poll(() => types.getByText('Clock').count()).toBe(0);
  faults.push(...(await photograph(page, 'device-types')));

  // Ctrl K knows it by its addresses, however they are written.
  await page.goto(`${server.url}/`);
  await settled(page);
  for (const typed of [mac.toUpperCase().replaceAll(':', '-'), ip]) {
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog');
    await palette.getByRole('combobox').fill(typed);
    await palette.getByRole('option', { name: 'Kitchen, first floor' }).click();
    await rowOf(page, mac).getByText('Espresso machine').waitFor();
  }

  // A machine's interfaces lead to their network; a device that reports leads to its computer.
  const { items: machines } = await api<{ items: { assetId: number; assetName: string }[] }>(
    server,
    'GET',
    '/network-devices?state=inventoried&sort=-name',
  );
  const { assetId = 0, assetName = '' } = machines[0] ?? {};
  await page.goto(`${server.url}/devices?state=inventoried`);
  await page.getByRole('link', { name: assetName }).first().waitFor();
  await page.goto(`${server.url}/computers/${assetId}/network`);
  await page
    .getByRole('link', { name: /^10\.\d+\.\d+\.0$/ })
    .first()
    .click();
  await page.getByText(/computers? inventoried/).waitFor();
  faults.push(...(await photograph(page, 'network')));
  expect(faults).toEqual([]);
  expect(problems.filter((problem) => !problem.includes('409 (Conflict)'))).toEqual([]);
});
