/** Characters the server asks for at least (`PASSWORD_TOO_WEAK` below). */
export const PASSWORD_MIN = 12;

export type Strength = 'tooShort' | 'weak' | 'fair' | 'good' | 'strong';

const COMMON = /(password|motdepasse|azerty|qwerty|123456|admin|muster|welcome|bienvenue|letmein)/gi;

/** Bits that one guess costs at each strength; an offline attacker tries some 2^45 a day against a slow hash. */
const LEVELS = [
  { strength: 'strong', bits: 80 },
  { strength: 'good', bits: 64 },
  { strength: 'fair', bits: 50 },
] as const satisfies readonly { strength: Strength; bits: number }[];

/**
 * A rough estimate, told while typing; it forbids nothing but what is too short.
 *
 * Well-known words and the user's own name count as one character, repetitions and runs (`aaaa`, `1234`) as two.
 */
export function passwordStrength(password: string, userName: string): Strength {
  if (password.length < PASSWORD_MIN) return 'tooShort';
  const name = userName.trim();
  const withoutName = name.length < 3 ? password : password.toLowerCase().replaceAll(name.toLowerCase(), '*');
  const core = collapseRuns(withoutName.replace(COMMON, '*'));
  const bits = core.length * Math.log2(alphabetSize(core));
  return LEVELS.find((level) => bits >= level.bits)?.strength ?? 'weak';
}

function alphabetSize(text: string): number {
  let size = 2;
  if (/\p{Ll}/u.test(text)) size += 16; // letters of words are not evenly spread
  if (/\p{Lu}/u.test(text)) size += 10;
  if (/\d/.test(text)) size += 10;
  if (/[^\p{L}\d]/u.test(text)) size += 12;
  return size;
}

/** `aaaa` → `aa`, `1234` → `14`. */
function collapseRuns(text: string): string {
  let kept = '';
  for (let i = 0; i < text.length; i++) {
    const step = text.charCodeAt(i) - text.charCodeAt(i - 1);
    const nextStep = text.charCodeAt(i + 1) - text.charCodeAt(i);
    const isInsideRun = i > 0 && step === nextStep && Math.abs(step) <= 1;
    if (!isInsideRun) kept += text[i];
  }
  return kept;
}
