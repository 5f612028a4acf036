/** Whether a machine is heard of as it should be. */
export type ContactStatus = 'current' | 'late' | 'lost';

const HOUR_MS = 3_600_000;
/** An agent may miss a contact: a lunch break, a train. */
const MISSED = 2;
/** From then on nobody expects it any more. */
const LOST_DAYS = 30;

/**
 * @param everyHours Time between two contacts of this machine's agent: PROLOG_FREQ.
 */
export function contactStatus(lastContactAt: string, nowMs: number, everyHours: number): ContactStatus {
  const ageMs = nowMs - Date.parse(lastContactAt);
  const lateMs = everyHours * MISSED * HOUR_MS;
  if (ageMs <= lateMs) return 'current';
  return ageMs > Math.max(lateMs, LOST_DAYS * 24 * HOUR_MS) ? 'lost' : 'late';
}
