import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';

export type LoadedScript = { readonly file: string; readonly gzipBytes: number };

/**
 * Goes to an address with nothing in the browser's cache, and lists the scripts that it took, until nothing more was loading.
 *
 * The sizes are those of our own compression, the same on every machine, whatever the server and the browser agree on.
 */
export async function scriptsOf(page: Page, url: string): Promise<LoadedScript[]> {
  const bodies: Promise<LoadedScript>[] = [];
  const listen = (response: Awaited<ReturnType<Page['waitForResponse']>>) => {
    if (response.request().resourceType() !== 'script' || !response.ok()) return;
    const { pathname } = new URL(response.url());
    bodies.push(response.body().then((body) => ({ file: pathname, gzipBytes: gzipSync(body).length })));
  };
  page.on('response', listen);
  await page.goto(url, { waitUntil: 'load' });
  await page.locator('#root').getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  let known = -1;
  while (known !== bodies.length) {
    known = bodies.length;
    await page.waitForTimeout(1_000); // what is loaded after the first picture counts too
  }
  page.off('response', listen);
  return await Promise.all(bodies);
}
