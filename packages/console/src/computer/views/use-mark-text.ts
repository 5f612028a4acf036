import { type RefObject, useEffect } from 'react';

const NAME = 'muster-found';
/** Ranges marked at once: more, nobody looks at, and the browser has to draw them. */
const MOST = 500;
/** Until the page has stopped changing. */
const WAIT_MS = 80;

/**
 * Marks a text wherever it stands in an element, also in what appears later, without touching what React made. Browsers
 * that cannot mark show the page as it is.
 */
export function useMarkText(place: RefObject<HTMLElement | null>, q: string): void {
  useEffect(() => {
    const root = place.current;
    if (root === null || q.length < 2 || !('highlights' in CSS)) return;
    const mark = () => CSS.highlights.set(NAME, new Highlight(...rangesOf(root, q.toLowerCase())));
    let timer = window.setTimeout(mark, 0);
    const observer = new MutationObserver(() => {
      window.clearTimeout(timer);
      timer = window.setTimeout(mark, WAIT_MS);
    });
    observer.observe(root, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      window.clearTimeout(timer);
      CSS.highlights.delete(NAME);
    };
  }, [place, q]);
}

function rangesOf(root: HTMLElement, wanted: string): Range[] {
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null && ranges.length < MOST; node = walker.nextNode()) {
    const text = node.nodeValue?.toLowerCase() ?? '';
    // Letters that change their length with their case would shift what is marked.
    if (text.length !== node.nodeValue?.length) continue;
    for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      ranges.push(range);
    }
  }
  return ranges;
}
