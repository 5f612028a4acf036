/** The key after `g` that goes to a page; a page without one is reached by the palette. */
export const placeKeys: Readonly<Record<string, string>> = {
  '/': 'd',
  '/computers': 'c',
  '/software': 's',
  '/networks': 'n',
  '/devices': 'p',
  '/groups': 'g',
  '/search': 'q',
  '/searches': 'f',
  '/duplicates': 'u',
  '/archive': 'x',
  '/add-computers': 'a',
  '/administration/settings': 'e',
  '/administration/audit': 't',
};

/** How long `g` waits for the next key. */
const SEQUENCE_MS = 1_500;

export type ShortcutActions = {
  readonly goTo: (to: string) => void;
  readonly openPalette: () => void;
  readonly openHelp: () => void;
  /** Whether keys without Ctrl do something: who dictates or brushes keys may turn them off. */
  readonly areSingleKeysOn: () => boolean;
  /** The pages there are. */
  readonly places: readonly string[];
};

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role="dialog"]') !== null);

/** Listens to the keys of the whole page. @returns A function that stops it. */
export function listenToShortcuts(actions: ShortcutActions): () => void {
  const destinations = new Map(
    actions.places.flatMap((to) => (placeKeys[to] === undefined ? [] : [[placeKeys[to], to]])),
  );
  let waitingSince = Number.NEGATIVE_INFINITY;

  function single(event: KeyboardEvent): boolean {
    const isAfterG = event.timeStamp - waitingSince < SEQUENCE_MS;
    waitingSince = Number.NEGATIVE_INFINITY;
    const to = isAfterG ? destinations.get(event.key) : undefined;
    if (to !== undefined) actions.goTo(to);
    else if (event.key === 'g') waitingSince = event.timeStamp;
    else if (event.key === '/') actions.openPalette();
    else if (event.key === '?') actions.openHelp();
    else return false;
    return true;
  }

  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      actions.openPalette();
      return;
    }
    if (event.ctrlKey || event.metaKey || isTyping(event.target) || !actions.areSingleKeysOn()) return;
    if (single(event)) event.preventDefault();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
