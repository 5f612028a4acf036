/** Longer ones are no versions; what comes behind is not looked at. */
const LENGTH = 200;

/** Words that come before a release: 1.0rc1 is older than 1.0. */
export const PRE_RELEASES = ['alpha', 'beta', 'pre', 'preview', 'rc', 'dev', 'snapshot', 'nightly'] as const;
const preReleases: ReadonlySet<string> = new Set(PRE_RELEASES);

/** What may follow a part, from the oldest on. The end of the version is one of them: 1.0~rc1 < 1.0 < 1.0-1 < 1.0a < 1.0+1 < 1.0.1. */
const PART = { tilde: '0', preRelease: '1', end: '2', dash: '3', letters: '4', plus: '5', dot: '6' } as const;

/**
 * A text that sorts, byte by byte, as the version sorts among versions: part by part, numbers as numbers. An epoch (`2:1.0`, Debian)
 * counts most; zeros at the end (`1.0.0`) count nothing; letters count in both cases the same.
 *
 * @returns Null for what has neither a digit nor a letter.
 */
export function versionKey(version: string): string | null {
  const text = Array.from(version)
    .slice(0, LENGTH)
    .join('')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(/^[^0-9a-z]*v(?=[0-9])/, '');
  const [, epoch, rest = text] = /^([0-9]+):(.*)$/s.exec(text) ?? [];
  const plain = rest.replace(/(?:\.0+)+(?=[^0-9.]|$)/g, '');
  let key = '';
  for (const [, separator = '', part = ''] of plain.matchAll(/([^0-9a-z]*)([0-9]+|[a-z]+)/g)) {
    if (separator.includes('~')) key += PART.tilde;
    key += isNumber(part) ? `${numberClass(separator, key === '')}${numberKey(part)}` : wordKey(part);
  }
  if (key === '') return null;
  return `${epoch === undefined ? PART.tilde : `${PART.preRelease}${numberKey(epoch)}`}${key}${PART.end}`;
}

const isNumber = (part: string) => /^[0-9]/.test(part);

const wordKey = (word: string) => `${preReleases.has(word) ? PART.preRelease : PART.letters}${word}`;

function numberClass(separator: string, isFirst: boolean): string {
  if (isFirst || separator === '' || separator.endsWith('.')) return PART.dot;
  return separator.endsWith('+') ? PART.plus : PART.dash;
}

/** The number of its digits first, so that 9 comes before 10. */
function numberKey(digits: string): string {
  const plain = digits.replace(/^0+(?=[0-9])/, '').slice(0, 99);
  return `${String(plain.length).padStart(2, '0')}${plain}`;
}
