/**
 * How fast pages of the console are there, and how well made they are, by Chromium's own measures. One JSON line a page.
 *
 * `npm run bench -- page [--assets 1000] [--runs 5] [--database sqlite:FILE|postgres://… --user NAME --password WORD]`
 *
 * Without a database it makes a simulated fleet of its own. The console must be built. FCP and LCP: first and largest
 * contentful paint. CLS: layout shift. TBT: time after the first paint that the page could not react, beyond 50 ms a task. Rows: until the list or the
 * first figure is there. Milliseconds; medians. `first`: nothing in the browser's cache; `again`: a second visit; `desk`: the
 * first visit over the network that Lighthouse assumes for desktops, with its points. Practices and accessibility: 0 to 100.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runProgram } from '@muster/peers';
import { type Browser, chromium } from 'playwright-core';
import { serveDatabase } from './console/served-database.ts';
import { accessibilityOf } from './page/accessibility.ts';
import { watchPractices } from './page/practices.ts';
import { type PageFigures, performanceScore } from './page/score.ts';
import { throttle, type Visit, visit } from './page/visit.ts';

const { values } = parseArgs({
  options: {
    assets: { type: 'string', default: '1000' },
    database: { type: 'string' },
    user: { type: 'string', default: 'ada' },
    password: { type: 'string', default: 'only for a moment' },
    runs: { type: 'string', default: '5' },
  },
});

const pages = [
  { name: 'dashboard', path: '/', ready: 'main li a' },
  { name: 'computers', path: '/computers', ready: 'main tbody tr a' },
  { name: 'software', path: '/software', ready: 'main tbody tr' },
] as const;

const simulator = join(import.meta.dirname, '..', 'packages', 'simulator', 'src', 'main.ts');

async function run(): Promise<void> {
  const { database, assets, user, password, runs } = values;
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  try {
    const location = database ?? `sqlite:${join(folder, 'fleet.sqlite')}`;
    if (database === undefined) {
      const fleet = ['--assets', assets, '--software', '60', '--to', location, '--user', user, '--password', password];
      const { code, stderr } = await runProgram(process.execPath, [simulator, 'generate', ...fleet]);
      if (code !== 0) throw new Error(`The simulator ended with code ${code}: ${stderr}`);
    }
    const server = await serveDatabase(location.replace(/^sqlite:/, ''));
    const browser = await launch();
    try {
      for (const page of pages) console.log(JSON.stringify(await measure(browser, server.url, page, Number(runs))));
    } finally {
      await browser.close();
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function launch(): Promise<Browser> {
  const path = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((one) => existsSync(one));
  const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'];
  return chromium.launch({ ...(path === undefined ? {} : { executablePath: path }), args });
}

async function measure(browser: Browser, url: string, { name, path, ready }: (typeof pages)[number], runs: number) {
  const first: Visit[] = [];
  const again: Visit[] = [];
  const desk: Visit[] = [];
  for (let i = 0; i < runs; i += 1) {
    const here = await signedIn(browser, url);
    first.push(await visit(here.page, url + path, ready));
    again.push(await visit(here.page, url + path, ready));
    await here.close();
    const far = await signedIn(browser, url);
    await throttle(far.session);
    desk.push(await visit(far.page, url + path, ready));
    await far.close();
  }
  const judged = await signedIn(browser, url);
  const watch = await watchPractices(judged.page, judged.session);
  const { response, scriptBytes, bytes, requests } = await visit(judged.page, url + path, ready);
  const practices = await watch.result(response);
  const accessibility = await accessibilityOf(judged.page);
  await judged.close();
  const overDesk = medians(desk);
  return {
    figure: 'page',
    page: name,
    first: medians(first),
    again: medians(again),
    desk: overDesk,
    performance: performanceScore(overDesk),
    practices,
    accessibility,
    scriptBytes,
    bytes,
    requests,
  };
}

/** A browser with nothing in its cache, and a page of it on which the user is signed in. */
async function signedIn(browser: Browser, url: string) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  const page = await context.newPage();
  const answer = await page.request.post(`${url}/api/v1/session`, {
    data: { userName: values.user, password: values.password },
    headers: { origin: url },
  });
  if (!answer.ok()) throw new Error(`Cannot sign in: ${await answer.text()}`);
  return { page, session: await context.newCDPSession(page), close: () => context.close() };
}

function medians(all: readonly PageFigures[]): PageFigures {
  const median = (name: keyof PageFigures) => {
    const sorted = all.map((figures) => figures[name]).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  const whole = (name: keyof PageFigures) => Math.round(median(name));
  const cls = Math.round(median('cls') * 1_000) / 1_000;
  return { fcp: whole('fcp'), lcp: whole('lcp'), cls, tbt: whole('tbt'), rows: whole('rows') };
}

await run();
