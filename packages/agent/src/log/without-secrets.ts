const SECRET = 'pass(?:word|wd|phrase)?|pwd|secret|token|community|authpass\\w*|privpass\\w*|credentials?|api_?key';

/** What follows the name of a secret in XML, as element and as attribute, and in JSON. */
const FORMS: readonly RegExp[] = [
  new RegExp(`(<(?:\\w*(?:${SECRET}))>)[^<]+`, 'gi'),
  new RegExp(`(\\b\\w*(?:${SECRET})\\s*=\\s*)("[^"]*"|'[^']*')`, 'gi'),
  new RegExp(`("[\\w-]*(?:${SECRET})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, 'gi'),
  // SNMP communities of OCS: TYPE="COMMUNITY" NAME="…"
  /(TYPE="COMMUNITY"[^>]*\bNAME=)"[^"]*"/gi,
];

/** A document as it may be shown in a log: what opens doors is left out. */
export function withoutSecrets(document: string): string {
  return FORMS.reduce((text, form) => text.replace(form, '$1***'), document);
}
