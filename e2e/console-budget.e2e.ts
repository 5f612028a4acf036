import { expect } from 'vitest';
import { browser } from './testing/browser.ts';
import { signedIn } from './testing/console.ts';
import { serverWithFleet } from './testing/console-fleet.ts';
import { journey } from './testing/journey.ts';
import { scriptsOf } from './testing/page-load.ts';

/** Bytes of script, compressed by gzip, that a page loads while nobody touches it. */
const ALL = 250_000;

journey('what pages load by themselves stays small', { needs: [browser] }, async () => {
  const server = await serverWithFleet(10);
  for (const [path, locale] of [
    ['/computers', 'en-US'],
    ['/computers', 'fr-FR'],
    ['/', 'en-US'],
  ] as const) {
    const { page, problems } = await signedIn(server.url, locale);
    const scripts = await scriptsOf(page, server.url + path);
    const total = scripts.reduce((sum, script) => sum + script.gzipBytes, 0);
    const largest = scripts.toSorted((a, b) => b.gzipBytes - a.gzipBytes).slice(0, 8);
    const report = `${path} ${locale}: ${total} B in ${scripts.length} files: ${largest.map((s) => `${s.file} ${s.gzipBytes}`).join(', ')}`;
    console.log(report);
    expect(scripts.length).toBeGreaterThan(3);
    expect(total, report).toBeLessThanOrEqual(ALL);
    expect(problems).toEqual([]);
  }
});

journey('the plain search box hands over to the editor what was typed', { needs: [browser] }, async () => {
  const server = await serverWithFleet(10);
  const { page, problems } = await signedIn(server.url);
  const editor = /\/assets\/query-field-[\w-]{8}\.js$/;
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  await page.route(editor, async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto(`${server.url}/computers`);
  const box = page.getByRole('combobox', { name: 'Search for computers' });
  const placeOf = async () => {
    const { x, y, height } = (await box.boundingBox()) ?? {};
    return { x, y, height };
  };
  const plain = await placeOf();
  await box.click();
  await page.keyboard.type('os:wind');
  await page.keyboard.press('ArrowLeft');
  expect(await box.getAttribute('data-plain')).not.toBeNull();

  open();
  await expect.poll(() => box.getAttribute('data-plain')).toBeNull();
  expect(await placeOf()).toEqual(plain);
  await page.keyboard.type('x');
  expect(await box.inputValue()).toBe('os:winxd');
  expect(problems).toEqual([]);
});
