import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { accessFaults, sidewaysScroll } from './testing/access.ts';
import { browser } from './testing/browser.ts';
import { settled, signedIn } from './testing/console.ts';
import { fillPaths, pagesOf, serverWithFleet } from './testing/console-fleet.ts';
import { journey } from './testing/journey.ts';

/** CSS pixels: a small phone, and a laptop's window of 1280 at a zoom of 200 %. */
const NARROW = [360, 640];
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };

/** What opens above a page, by the name of the button that opens it. */
const OPENED: readonly { readonly path: string; readonly button: string | RegExp; readonly opens: Part }[] = [
  { path: '/computers', button: /^View: /, opens: 'menu' },
  { path: '/computers', button: 'Export', opens: 'menu' },
  { path: '/computers', button: 'Choose columns', opens: 'dialog' },
  { path: '/computers', button: /^Filter by Name/, opens: 'dialog' },
  { path: '/computers', button: /^Menu of /, opens: 'dialog' },
  { path: '/computers', button: /^Find or go to/, opens: 'dialog' },
  { path: '/searches', button: /^What to do with /, opens: 'menu' },
  { path: '/computers/{asset}', button: 'Actions', opens: 'menu' },
  { path: '/groups', button: 'New group', opens: 'dialog' },
  { path: '/groups/{group}', button: 'Delete…', opens: 'dialog' },
  { path: '/administration/registry-queries', button: 'Add a query', opens: 'dialog' },
];
type Part = Parameters<Page['getByRole']>[0];

journey(
  'every page can be used without seeing it, without a mouse, on a phone and enlarged',
  { needs: [browser] },
  async () => {
    const server = await serverWithFleet(40);
    const { page, problems } = await signedIn(server.url);
    const faults: string[] = [];
    const pages = await pagesOf(server);
    expect(pages.length).toBeGreaterThan(5);
    for (const { name, path } of pages) {
      await page.setViewportSize(DESK);
      await page.goto(server.url + path);
      await page.locator('#root').getByRole('heading', { level: 1 }).first().waitFor();
      await settled(page);
      expect
        .soft(await page.getByRole('heading', { level: 1 }).count(), `${name}: headings of the first level`)
        .toBe(1);
      faults.push(...(await accessFaults(page)).map((fault) => `${name}: ${fault}`));
      await page.emulateMedia({ colorScheme: 'dark' });
      faults.push(...(await accessFaults(page, { isRecoloured: true })).map((fault) => `${name} (dark): ${fault}`));
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize(PHONE);
      await settled(page);
      faults.push(...(await accessFaults(page)).map((fault) => `${name} (phone): ${fault}`));
      for (const width of NARROW) {
        await page.setViewportSize({ width, height: 800 });
        // Lists and pictures fit themselves to the new width.
        await expect
          .poll(() => sidewaysScroll(page), { timeout: 5_000 })
          .toBeLessThanOrEqual(1)
          .catch(async () => {
            faults.push(`${name} is scrolled sideways by ${await sidewaysScroll(page)} px at ${width} px`);
          });
      }
    }
    await page.setViewportSize(DESK);
    for (const { path, button, opens } of OPENED) {
      const [asked] = await fillPaths(server, [{ name: String(button), path }]);
      await page.goto(server.url + asked?.path);
      await page.getByRole('button', { name: button }).first().click();
      await page.getByRole(opens).first().waitFor();
      await settled(page);
      faults.push(...(await accessFaults(page, { isCovered: true })).map((fault) => `${path}, ${button}: ${fault}`));
    }
    expect(faults).toEqual([]);
    // A page about a computer that there is not asks for it.
    expect(problems.filter((problem) => !/status of 404.*\/assets\/987654321/.test(problem))).toEqual([]);
  },
);
