import type { CDPSession, Page, Response } from 'playwright-core';

/** What Lighthouse's category "best practices" asks, as far as it can be asked of a console on a network of its own. */
export type Practices = {
  /** 0 to 100. */
  readonly score: number;
  readonly failed: readonly string[];
};

/** Issues that Chromium tells itself, by their code. */
const ISSUES = {
  MixedContentIssue: 'nothing over plain HTTP on a page over TLS',
  DeprecationIssue: 'no deprecated API',
  CookieIssue: 'no cookie that browsers refuse',
  ContentSecurityPolicyIssue: 'nothing that the policy forbids',
  QuirksModeIssue: 'a doctype',
  GenericIssue: 'forms as browsers expect them',
} as const;

export type PracticeWatch = { readonly result: (response: Response | null) => Promise<Practices> };

/** Begins to listen to what goes wrong on a page; before it is gone to. */
export async function watchPractices(page: Page, session: CDPSession): Promise<PracticeWatch> {
  const errors: string[] = [];
  const issues = new Map<string, string>();
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  session.on('Audits.issueAdded', ({ issue }) => issues.set(issue.code, JSON.stringify(issue.details)));
  await session.send('Audits.enable');
  return {
    async result(response) {
      const html = (await response?.body())?.subarray(0, 1_024).toString('latin1') ?? '';
      const headers = (await response?.allHeaders()) ?? {};
      const seen = await page.evaluate(() => ({
        doctype: document.doctype?.name === 'html' && document.compatMode === 'CSS1Compat',
        viewport: /width=device-width/.test(
          document.querySelector('meta[name=viewport]')?.getAttribute('content') ?? '',
        ),
        zoom: !/user-scalable=no|maximum-scale=[01]\b/.test(
          document.querySelector('meta[name=viewport]')?.outerHTML ?? '',
        ),
        language: document.documentElement.lang !== '',
        title: document.title !== '',
        images: [...document.images].every((image) => image.hasAttribute('width') && image.hasAttribute('height')),
        sharp: [...document.images].every((image) => image.src.endsWith('.svg') || image.naturalWidth >= image.width),
      }));
      const policy = headers['content-security-policy'] ?? '';
      const checks: readonly (readonly [string, boolean])[] = [
        [`no errors in the console: ${errors.slice(0, 3).join('; ')}`, errors.length === 0],
        [
          'a Content-Security-Policy against foreign scripts',
          /script-src|default-src/.test(policy) && !/unsafe-(?:inline|eval)/.test(policy),
        ],
        ['no framing by others', /frame-ancestors/.test(policy) || 'x-frame-options' in headers],
        ['types that are not guessed', headers['x-content-type-options'] === 'nosniff'],
        [
          'a charset at the beginning',
          /<meta charset="utf-8"/i.test(html) || /charset=utf-8/i.test(headers['content-type'] ?? ''),
        ],
        ['a doctype at the beginning', /^\s*<!doctype html>/i.test(html) && seen.doctype],
        ['a viewport', seen.viewport],
        ['zoom is not forbidden', seen.zoom],
        ['a language', seen.language],
        ['a title', seen.title],
        ['images with their size', seen.images],
        ['images that are sharp', seen.sharp],
        ...Object.entries(ISSUES).map(
          ([code, name]) => [`${name}: ${issues.get(code) ?? ''}`, !issues.has(code)] as const,
        ),
      ];
      const failed = checks.filter(([, isGood]) => !isGood).map(([name]) => name);
      return { score: Math.round((100 * (checks.length - failed.length)) / checks.length), failed };
    },
  };
}
