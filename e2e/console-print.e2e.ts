import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { browser } from './testing/browser.ts';
import { settled, signedIn } from './testing/console.ts';
import { fillPaths, serverWithFleet } from './testing/console-fleet.ts';
import { journey } from './testing/journey.ts';
import { screenshots } from './testing/paths.ts';

/** Pages that people print. */
const PRINTED = [
  { name: 'dashboard', path: '/' },
  { name: 'computers', path: '/computers' },
  { name: 'computer', path: '/computers/{asset}' },
  { name: 'computer-all', path: '/computers/{asset}/all' },
  { name: 'computer-label', path: '/computers/{asset}/label' },
  { name: 'software', path: '/software' },
  { name: 'group', path: '/groups/{group}' },
  { name: 'audit', path: '/administration/audit?actor=simulator' },
];

/** What stands on the paper, as the browser lays it out for it. */
async function onPaper(page: Page) {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  // A browser that prints tells it before; one that only shows how it would look tells it a moment later.
  await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('light');
  const seen = await page.evaluate(() => {
    const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const texts = (selector: string) =>
      [...document.querySelectorAll(selector)].filter(isSeen).map((one) => one.textContent.trim());
    /** Of any colour that the browser writes, how bright it is, from 0 to 255. */
    const brightness = (colour: string) => {
      const [red = 0, green = 0, blue = 0] = colour.match(/[\d.]+/g)?.map(Number) ?? [];
      return (red + green + blue) / 3;
    };
    const dark = [...document.querySelectorAll('main, main *')].filter((element) => {
      const { backgroundColor: back, printColorAdjust } = getComputedStyle(element);
      const isOpaque = !back.startsWith('rgba') || Number(/[\d.]+\)$/.exec(back)?.[0].slice(0, -1)) > 0.5;
      const isLarge = element.clientWidth > 300 && element.clientHeight > 60;
      return isSeen(element) && isLarge && isOpaque && printColorAdjust !== 'exact' && brightness(back) < 128;
    });
    return {
      navigation: texts('nav:not(main nav), [role="tablist"]').filter((text) => text !== ''),
      buttons: texts('main button:not([aria-label]), main [role="menuitem"]').filter((text) => text !== ''),
      scheme: document.documentElement.getAttribute('data-mantine-color-scheme'),
      page: brightness(getComputedStyle(document.body).backgroundColor),
      text: brightness(getComputedStyle(document.body).color),
      dark: dark.map((element) => element.className),
      rows: document.querySelectorAll('main tbody tr').length,
      hiddenRows: [...document.querySelectorAll('main tbody tr')].filter((row) => !isSeen(row)).length,
      headings: texts('h1'),
      /** Parts that a person would have to scroll. */
      cut: [...document.querySelectorAll('main, main *')]
        .filter((element) => isSeen(element) && /auto|scroll/.test(getComputedStyle(element).overflowY))
        .filter((element) => element.scrollHeight > element.clientHeight + 2)
        .map((element) => element.className),
    };
  });
  await page.emulateMedia({ media: null, colorScheme: 'dark' });
  return seen;
}

journey(
  'a person prints pages from a dark console: white paper, all rows, nothing that can only be pressed',
  { needs: [browser] },
  async () => {
    const server = await serverWithFleet(60);
    const { page, problems } = await signedIn(server.url);
    await mkdir(screenshots, { recursive: true });
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const { name, path } of await fillPaths(server, PRINTED)) {
      await page.goto(server.url + path);
      await page.locator('#root').getByRole('heading', { level: 1 }).first().waitFor();
      await settled(page);
      expect(await page.locator('html').getAttribute('data-mantine-color-scheme'), name).toBe('dark');
      const seen = await onPaper(page);
      expect(seen, name).toMatchObject({ scheme: 'light', page: 255, navigation: [], dark: [], cut: [] });
      expect(seen.text, name).toBeLessThan(80);
      if (name !== 'computer-label') {
        expect(seen.headings, name).toHaveLength(1);
        expect(seen.hiddenRows, name).toBe(0);
        if (name === 'computers') expect(seen.rows).toBe(50);
      }
      // The console is dark again afterwards.
      await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
      await page.pdf({
        path: join(screenshots, `print-${name}.pdf`),
        preferCSSPageSize: true,
        printBackground: true,
      });
    }
    expect(problems).toEqual([]);
  },
);
