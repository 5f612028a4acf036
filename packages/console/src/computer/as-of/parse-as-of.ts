import { dayRange } from '../../format/day-range.ts';

/**
 * The moment that an address names, ISO 8601; null for now, and for what is no moment or not past yet.
 *
 * @param text A day `YYYY-MM-DD`, which means its end by the clock of who looks, or a moment with its zone.
 */
export function parseAsOf(text: string | undefined, nowMs: number): string | null {
  if (text === undefined) return null;
  const end = dayRange('', text).to;
  if (end !== undefined) return pastOf(Date.parse(end) - 1, nowMs);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  return pastOf(Date.parse(text), nowMs);
}

function pastOf(ms: number, nowMs: number): string | null {
  return Number.isNaN(ms) || ms >= nowMs ? null : new Date(ms).toISOString();
}
