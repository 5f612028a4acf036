import { gzipSync } from 'node:zlib';
import type { CDPSession, Page, Response } from 'playwright-core';
import type { PageFigures } from './score.ts';

/** Round trip and rate of the network that Lighthouse assumes for a desktop. Milliseconds, bytes a second. */
const DESK = { latency: 40, downloadThroughput: (10_240 * 1_024) / 8, uploadThroughput: (10_240 * 1_024) / 8 };

export async function throttle(session: CDPSession): Promise<void> {
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, ...DESK });
}

export type Visit = PageFigures & {
  /** Of all scripts, compressed by gzip. */
  readonly scriptBytes: number;
  /** As they came over the network, of everything. */
  readonly bytes: number;
  readonly requests: number;
  readonly response: Response | null;
};

type Task = { readonly startTime: number; readonly duration: number };
type Noted = { fcp: number; lcp: number; cls: number; tasks: Task[] };

/** What blocks longer than this is felt. Milliseconds. */
const SHORT = 50;

/** Goes to a page and measures until nothing more comes. `ready`: what a reader waits for. */
export async function visit(page: Page, url: string, ready: string): Promise<Visit> {
  const answers: Response[] = [];
  const keep = (response: Response) => void answers.push(response);
  page.on('response', keep);
  await page.addInitScript(note);
  const response = await page.goto(url);
  await page.locator(ready).first().waitFor();
  const rows = await page.evaluate(() => performance.now());
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined); // the stream of events never ends
  await page.waitForTimeout(1_000); // a late shift counts too
  page.off('response', keep);
  const { noted, bytes } = await page.evaluate(() => {
    const entries = performance.getEntries() as PerformanceResourceTiming[];
    const sum = entries.reduce((total, { transferSize = 0 }) => total + transferSize, 0);
    return { noted: (window as unknown as { noted: Noted }).noted, bytes: sum };
  });
  const scripts = answers.filter((answer) => answer.request().resourceType() === 'script' && answer.ok());
  const bodies = await Promise.all(scripts.map((script) => script.body().catch(() => Buffer.alloc(0))));
  const scriptBytes = bodies.reduce((sum, body) => sum + (body.length === 0 ? 0 : gzipSync(body).length), 0);
  const { tasks, ...times } = noted;
  return {
    ...times,
    tbt: blockedAfter(noted.fcp, tasks),
    rows,
    scriptBytes,
    bytes,
    requests: answers.length,
    response,
  };
}

/** As Lighthouse counts it: before the first paint there is nothing that could react. */
function blockedAfter(fcp: number, tasks: readonly Task[]): number {
  const late = tasks.map(({ startTime, duration }) => startTime + duration - Math.max(startTime, fcp));
  return late.reduce((sum, duration) => sum + Math.max(0, duration - SHORT), 0);
}

/** Runs in the page: keeps what the browser itself notes. */
function note(): void {
  const noted: Noted = { fcp: 0, lcp: 0, cls: 0, tasks: [] };
  Object.assign(window, { noted });
  const watch = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch('paint', (entry) => {
    if (entry.name === 'first-contentful-paint') noted.fcp = entry.startTime;
  });
  watch('largest-contentful-paint', (entry) => {
    noted.lcp = entry.startTime;
  });
  watch('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!hadRecentInput) noted.cls += value;
  });
  watch('longtask', ({ startTime, duration }) => void noted.tasks.push({ startTime, duration }));
}
