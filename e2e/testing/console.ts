import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { launchBrowser, type Visitor, visit } from './browser.ts';

export const ADMINISTRATOR = { name: 'ada', password: 'a long sentence is easy' };

/** A browser of this test's own, closed with it. */
export async function openBrowser(locale?: string): Promise<Visitor> {
  const launched = await launchBrowser();
  onTestFinished(() => launched.close());
  return await visit(launched, locale === undefined ? {} : { locale });
}

/** Makes the first administrator as a script would. `printed`: what the server said when it started. */
export async function setUpByApi(url: string, printed: string): Promise<void> {
  const token = /\/setup#(\S+)/.exec(printed)?.[1];
  const response = await fetch(`${url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, userName: ADMINISTRATOR.name, password: ADMINISTRATOR.password }),
  });
  expect(response.status, await response.text()).toBe(201);
}

/**
 * A browser in which the administrator of a server that was set up is signed in; pages are gone to with
 * `page.goto(url + path)`. The API is reached with `page.request`, which sends the same cookie.
 */
export async function signedIn(url: string, locale?: string, user = ADMINISTRATOR): Promise<Visitor> {
  const visitor = await openBrowser(locale);
  const { name, password } = user;
  const answer = await visitor.page.request.post(`${url}/api/v1/session`, {
    data: { userName: name, password },
    headers: { origin: url },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return visitor;
}

/** Waits until nothing is loading any more. */
export async function settled(page: Page): Promise<void> {
  await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
}
