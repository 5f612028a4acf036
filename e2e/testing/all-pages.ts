import { expect, test } from 'vitest';
import { photograph } from './browser.ts';
import { settled, setUpByApi, signedIn } from './console.ts';
import { pagesOf, serverWithFleet } from './console-fleet.ts';
import { type RunningServer, serverForThisTest } from './server.ts';

/** Machines on the pictures of a full console: enough for several pages of every list. */
const FLEET = 150;

async function photographAll(server: RunningServer, folder: string, locale: string): Promise<void> {
  const { page, problems } = await signedIn(server.url, locale);
  const faults: string[] = [];
  for (const { name, path } of await pagesOf(server)) {
    // One page that is not there leaves the pictures of the others to be taken.
    try {
      await page.goto(server.url + path);
      await page.locator('#root').getByRole('heading', { level: 1 }).first().waitFor();
      await settled(page);
      faults.push(...(await photograph(page, `${folder}-${name}`)));
    } catch (error) {
      faults.push(`${folder}-${name}: ${String(error)}`);
    }
  }
  expect(faults).toEqual([]);
  // A page about a computer that there is not asks for it.
  expect(problems.filter((problem) => !/status of 404.*\/assets\/987654321/.test(problem))).toEqual([]);
}

test('every page with a fleet, in English and French', async () => {
  const server = await serverWithFleet(FLEET);
  await photographAll(server, 'full-en', 'en-US');
  await photographAll(server, 'full-fr', 'fr-FR');
});

test('every page of an empty server', async () => {
  const server = await serverForThisTest();
  await setUpByApi(server.url, server.output());
  await photographAll(server, 'empty-en', 'en-US');
});
