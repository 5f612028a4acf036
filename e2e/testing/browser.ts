import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Need } from './journey.ts';
import { firstExisting, screenshots } from './paths.ts';

/** Debian's Chromium, or the one that CHROMIUM names. */
export const chromiumPath =
  process.env.CHROMIUM ?? firstExisting(['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']);

export const browser: Need = { what: 'Chromium', isThere: () => chromiumPath !== null };

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    timeout: 300_000,
    ...(chromiumPath === null ? {} : { executablePath: chromiumPath }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // it refuses to run as root with one
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

export type Visitor = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong behind the page's back: errors in its console, failures of scripts, violated policies, dialogs. */
  readonly problems: readonly string[];
};

/** A person with a browser of their own: English, light, nothing remembered. */
export async function visit(browser: Browser, options: { readonly locale?: string } = {}): Promise<Visitor> {
  const context = await browser.newContext({
    locale: options.locale ?? 'en-US',
    colorScheme: 'light',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message.text(), message.location().url))
      problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('response', (response) => {
    if (response.status() >= 500) problems.push(`${response.status()}: ${response.url()}`);
  });
  return { page, context, problems };
}

/** "Nobody is signed in" and "wrong password" are answers, which Chromium tells as errors. */
function isExpected(text: string, url: string): boolean {
  return /status of (401|403)/.test(text) && /\/api\/v1\/(session|setup)/.test(url);
}

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

/**
 * Leaves pictures of a page for people to look at, in both themes, on a desk and in a hand.
 *
 * @returns What a person would call broken: a page that scrolls sideways.
 */
export async function photograph(page: Page, name: string): Promise<string[]> {
  await mkdir(screenshots, { recursive: true });
  const before = page.viewportSize() ?? { width: 1440, height: 900 };
  const faults: string[] = [];
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(150); // colours and layout settle
      await page.screenshot({ path: join(screenshots, `${name}-${colorScheme}-${size.width}.png`) });
    }
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (excess > 1) faults.push(`${name} scrolls sideways by ${excess} px at ${size.width} px`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(before);
  return faults;
}
