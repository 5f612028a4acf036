import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** WCAG 2.2, levels A and AA, and what else helps: what the tool can tell of it. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Violation = {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: unknown }[];
};

/** What opens above a page stands outside its landmarks. */
const RULES_OF_WHOLE_PAGES = ['region', 'landmark-unique', 'landmark-no-duplicate-banner'];

type Look = {
  /** A menu or dialog is open above the page. */
  readonly isCovered?: boolean;
  /** The page was looked at in another theme: only what has to do with colours. */
  readonly isRecoloured?: boolean;
};

/** What stands between a page, as it is on screen, and people who do not see it or use no mouse; a line each. */
export async function accessFaults(
  page: Page,
  { isCovered = false, isRecoloured = false }: Look = {},
): Promise<string[]> {
  await page.evaluate(axe.source);
  const runOnly: axe.RunOnly = isRecoloured
    ? { type: 'rule', values: ['color-contrast'] }
    : { type: 'tag', values: RULES };
  const violations: readonly Violation[] = await page.evaluate(async (only) => {
    // It was put there in the line above.
    const { axe: tool } = window as unknown as { axe: typeof axe };
    return (await tool.run(document, { runOnly: only, resultTypes: ['violations'] })).violations;
  }, runOnly);
  const ofWhole = (id: string) => RULES_OF_WHOLE_PAGES.includes(id);
  return violations
    .filter(({ id }) => !isCovered || !ofWhole(id))
    .map(({ id, help, nodes }) => {
      const where = nodes.slice(0, 4).map(({ target }) => String(target));
      return `${id}: ${help}: ${where.join(' | ')}${nodes.length > 4 ? ` and ${nodes.length - 4} more` : ''}`;
    });
}

/** By how much a page, or what is in it, has to be scrolled sideways to be read. CSS pixels. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return await page.evaluate(() => {
    const areas = [document.documentElement, document.getElementById('content')];
    return Math.max(...areas.map((area) => (area === null ? 0 : area.scrollWidth - area.clientWidth)));
  });
}
