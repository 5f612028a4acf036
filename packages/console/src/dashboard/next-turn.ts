/** From top to bottom, in pixels of the page. */
type Span = { readonly top: number; readonly bottom: number };

/**
 * Where a screen that nobody scrolls goes next: the first tile that is not seen whole comes to the top; after the last, all begins again.
 *
 * @param seen What of the page is seen now.
 * @returns Pixels of the page that shall be at the top.
 */
export function nextTurn(tiles: readonly Span[], seen: Span): number {
  const ahead = tiles.filter(({ bottom }) => bottom > seen.bottom + 1).map(({ top }) => top);
  const next = Math.min(...ahead);
  if (ahead.length === 0) return 0;
  // A tile higher than the screen is gone through screen by screen.
  return next > seen.top + 1 ? next : seen.bottom;
}
