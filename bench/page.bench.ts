/**
 * How fast pages of the console are there, by Chromium's own measures. One JSON line a page.
 *
 * `npm run bench -- page --database sqlite:FILE|postgres://… --user NAME --password WORD [--runs 5]`
 *
 * The database is one that the simulator filled, with a user of that name; the console must be built. LCP: largest contentful
 * paint. CLS: layout shift. TBT: time the page could not react, beyond 50 ms a task. Rows: until the list or the first figure
 * is there. All without anything in the browser's cache, except `again`, which is a second visit. Milliseconds; medians.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { configOf, createApp, openDatabase } from '@muster/server';
import { type Browser, chromium, type Page } from 'playwright-core';

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    user: { type: 'string', default: 'ada' },
    password: { type: 'string' },
    runs: { type: 'string', default: '5' },
  },
});

const pages = [
  { name: 'dashboard', path: '/', ready: 'main li a' },
  { name: 'computers', path: '/computers', ready: 'main tbody tr a' },
  { name: 'software', path: '/software', ready: 'main tbody tr' },
] as const;

type Figures = { lcp: number; cls: number; tbt: number; rows: number };

const silent = () => undefined;
const log = { level: 'silent', info: silent, warn: silent, error: console.error, debug: silent, trace: silent };

async function run(): Promise<void> {
  const { database, user, password } = values;
  if (database === undefined || password === undefined)
    throw new Error('Cannot measure: --database and --password are needed');
  const db = await openDatabase(database.replace(/^sqlite:/, ''));
  const logger = { ...log, fatal: silent, silent, child: () => logger } as never; // safe: all that a logger has
  const app = await createApp({ config: configOf({}), db, log: logger });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await launch();
  try {
    for (const { name, path, ready } of pages) {
      const first: Figures[] = [];
      const again: Figures[] = [];
      for (let i = 0; i < Number(values.runs); i += 1) {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
        const page = await context.newPage();
        const answer = await page.request.post(`${url}/api/v1/session`, {
          data: { userName: user, password },
          headers: { origin: url },
        });
        if (!answer.ok()) throw new Error(`Cannot sign in: ${await answer.text()}`);
        first.push(await measure(page, url + path, ready));
        again.push(await measure(page, url + path, ready));
        await context.close();
      }
      console.log(JSON.stringify({ figure: 'page', page: name, ...medians(first), again: medians(again) }));
    }
  } finally {
    await browser.close();
    await app.close();
    await db.close();
  }
}

function launch(): Promise<Browser> {
  const path = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((one) => existsSync(one));
  const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'];
  return chromium.launch({ ...(path === undefined ? {} : { executablePath: path }), args });
}

/** What the browser itself noted of one visit. */
async function measure(page: Page, url: string, ready: string): Promise<Figures> {
  await page.addInitScript(() => {
    const noted = { lcp: 0, cls: 0, tbt: 0 };
    Object.assign(window, { noted });
    const watch = (type: string, note: (entry: PerformanceEntry) => void) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
    watch('largest-contentful-paint', (entry) => {
      noted.lcp = entry.startTime;
    });
    watch('layout-shift', (entry) => {
      const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
      if (!hadRecentInput) noted.cls += value;
    });
    watch('longtask', (entry) => {
      noted.tbt += Math.max(0, entry.duration - 50);
    });
  });
  await page.goto(url);
  await page.locator(ready).first().waitFor();
  const rows = await page.evaluate(() => performance.now());
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined); // the stream of events never ends
  await page.waitForTimeout(1_000); // a late shift counts too
  const noted = await page.evaluate(() => (window as unknown as { noted: Omit<Figures, 'rows'> }).noted);
  return { ...noted, rows };
}

function medians(all: readonly Figures[]): Figures {
  const median = (name: keyof Figures) => {
    const sorted = all.map((figures) => figures[name]).sort((a, b) => a - b);
    return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 1000) / 1000;
  };
  const whole = (name: keyof Figures) => Math.round(median(name));
  return { lcp: whole('lcp'), cls: median('cls'), tbt: whole('tbt'), rows: whole('rows') };
}

await run();
