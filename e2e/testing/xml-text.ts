/** What a test reads from XML with no code of ours: enough for documents of agents, no parser. */

/** The contents of each element of a name, as XML. */
export function elementsOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(
    ([, inner = '']) => inner,
  );
}

/** How many elements of a name say anything. Some agents write empty ones, which are no rows. */
export function countElements(xml: string, name: string): number {
  return elementsOf(xml, name).filter((inner) => inner.trim() !== '').length;
}

/** The text of the first element of a name; empty when there is none. */
export function textOf(xml: string, name: string): string {
  const inner = elementsOf(xml, name)[0] ?? '';
  return inner.replace(
    /<!\[CDATA\[([\s\S]*?)\]\]>|&(#x[0-9a-f]+|#\d+|\w+);/gi,
    (all, cdata: string | undefined, entity: string) => {
      return cdata ?? ENTITIES[entity.toLowerCase()] ?? characterOf(entity) ?? all;
    },
  );
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function characterOf(entity: string): string | null {
  if (!entity.startsWith('#')) return null;
  const number = entity[1]?.toLowerCase() === 'x' ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
  return String.fromCodePoint(number);
}
