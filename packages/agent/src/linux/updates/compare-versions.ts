/**
 * Orders two versions as dpkg does: below 0, 0 or above.
 *
 * Source: deb-version(7). Digits compare as numbers; in between letters come before all else, and `~` before the end.
 */
export function compareDebVersions(a: string, b: string): number {
  const [epochA, restA] = splitEpoch(a);
  const [epochB, restB] = splitEpoch(b);
  if (epochA !== epochB) return epochA - epochB;
  const [upstreamA, revisionA] = splitRevision(restA);
  const [upstreamB, revisionB] = splitRevision(restB);
  return compareParts(upstreamA, upstreamB) || compareParts(revisionA, revisionB);
}

function splitEpoch(version: string): readonly [number, string] {
  const colon = version.indexOf(':');
  return colon === -1 ? [0, version] : [Number(version.slice(0, colon)) || 0, version.slice(colon + 1)];
}

function splitRevision(version: string): readonly [string, string] {
  const dash = version.lastIndexOf('-');
  return dash === -1 ? [version, ''] : [version.slice(0, dash), version.slice(dash + 1)];
}

function compareParts(a: string, b: string): number {
  let atA = 0;
  let atB = 0;
  while (atA < a.length || atB < b.length) {
    // What is no digit, letter by letter; where one side has come to its end or to a digit it counts as 0.
    while ((atA < a.length && !isDigit(a, atA)) || (atB < b.length && !isDigit(b, atB))) {
      const difference = weight(a, atA) - weight(b, atB);
      if (difference !== 0) return difference;
      atA++;
      atB++;
    }
    const numberA = /^\d*/.exec(a.slice(atA))?.[0] ?? '';
    const numberB = /^\d*/.exec(b.slice(atB))?.[0] ?? '';
    atA += numberA.length;
    atB += numberB.length;
    const [digitsA, digitsB] = [numberA.replace(/^0+/, ''), numberB.replace(/^0+/, '')];
    // Longer numbers than fit into a number: a date with a time.
    if (digitsA.length !== digitsB.length) return digitsA.length - digitsB.length;
    if (digitsA !== digitsB) return digitsA < digitsB ? -1 : 1;
  }
  return 0;
}

const isDigit = (text: string, at: number) => {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
};

function weight(text: string, at: number): number {
  if (at >= text.length || isDigit(text, at)) return 0;
  const letter = text.charCodeAt(at);
  if (text[at] === '~') return -1;
  return /[A-Za-z]/.test(text[at] ?? '') ? letter : letter + 256;
}
