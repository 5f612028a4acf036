import type { Language } from './create-format.ts';

/** The address of an export, as its reader has the console: with their clock and their language. */
export function forReader(href: string, language: Language): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // Browsers that are not told where they are say so; then moments are in UTC.
  const isKnown = zone !== undefined && zone !== '' && zone !== 'Etc/Unknown';
  return `${href}${href.includes('?') ? '&' : '?'}${new URLSearchParams({ ...(isKnown ? { zone } : {}), language })}`;
}
