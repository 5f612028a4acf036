import { onPartGone, partFailed, somethingIsTyped, tellOutdated, watchTyping } from './ui/outdated.ts';

const KEY = 'muster.reloadedAt';
/** A page that cannot be loaded even so is not loaded again and again. */
const PAUSE_MS = 60_000;

/**
 * Loads the page anew when a part of it is no longer on the server: after an update it has other files.
 *
 * What the address says is there again; the parts on screen until then do not fit the new server anyway. Where somebody has
 * typed something, the page is left as it is, and says so: who typed decides when it goes. A server that is only away is no
 * reason: a page that is loaded anew from it would be gone.
 */
export function reloadWhenOutdated(): void {
  watchTyping();
  onPartGone(() => {
    if (somethingIsTyped()) return tellOutdated();
    try {
      const last = Number(sessionStorage.getItem(KEY) ?? 0);
      if (Date.now() - last < PAUSE_MS) return;
      sessionStorage.setItem(KEY, String(Date.now()));
    } catch {
      return; // without memory it might never end
    }
    window.location.reload();
  });
  window.addEventListener('vite:preloadError', () => void partFailed());
}
