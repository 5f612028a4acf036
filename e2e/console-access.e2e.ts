import { expect } from 'vitest';
import { accessFaults, sidewaysScroll } from './testing/access.ts';
import { browser } from './testing/browser.ts';
import { settled, signedIn } from './testing/console.ts';
import { pagesOf, serverWithFleet } from './testing/console-fleet.ts';
import { journey } from './testing/journey.ts';

/** CSS pixels: a small phone, and a laptop's window of 1280 at a zoom of 200 %. */
const NARROW = [360, 640];

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
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(server.url + path);
      await page.locator('#root').getByRole('heading', { level: 1 }).first().waitFor();
      await settled(page);
      expect
        .soft(await page.getByRole('heading', { level: 1 }).count(), `${name}: headings of the first level`)
        .toBe(1);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        faults.push(...(await accessFaults(page)).map((fault) => `${name} (${colorScheme}): ${fault}`));
      }
      await page.emulateMedia({ colorScheme: 'light' });
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
    expect(faults).toEqual([]);
    // A page about a computer that there is not asks for it.
    expect(problems.filter((problem) => !/status of 404.*\/assets\/987654321/.test(problem))).toEqual([]);
  },
);
