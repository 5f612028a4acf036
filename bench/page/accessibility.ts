import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

export type Accessibility = {
  /** Rules of axe that hold, of those that the page has anything for. 0 to 100. */
  readonly score: number;
  /** Rules that do not hold. */
  readonly failed: readonly string[];
};

type AxeResult = { readonly passes: readonly Rule[]; readonly violations: readonly Rule[] };
type Rule = { readonly id: string };

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Asks axe about a page: WCAG 2.2 AA and its own good practices. */
export async function accessibilityOf(page: Page): Promise<Accessibility> {
  await page.evaluate(axe);
  const { passes, violations } = (await page.evaluate('axe.run(document)')) as AxeResult; // safe: what axe answers
  const failed = violations.map(({ id }) => id);
  return { score: Math.round((100 * passes.length) / (passes.length + failed.length)), failed };
}
