import { type RefObject, useEffect } from 'react';
import { nextTurn } from './next-turn.ts';

/** How long a part is shown. Milliseconds. */
const TURN_MS = 20_000;
/** Whoever scrolls or types is left alone for so long. Milliseconds. */
const REST_MS = 60_000;

/** Shows by and by what does not fit on the screen: nobody scrolls a wall. */
export function useTurns(wall: RefObject<HTMLElement | null>, head: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let touchedAt = Number.NEGATIVE_INFINITY;
    const touched = () => {
      touchedAt = performance.now();
    };
    const turn = () => {
      if (wall.current === null || performance.now() - touchedAt < REST_MS) return;
      const covered = head.current?.getBoundingClientRect().bottom ?? 0;
      const tiles = [...wall.current.querySelectorAll('li[data-size]')].map((tile) => {
        const { top, bottom } = tile.getBoundingClientRect();
        return { top: top + window.scrollY, bottom: bottom + window.scrollY };
      });
      const seen = { top: window.scrollY + covered, bottom: window.scrollY + window.innerHeight };
      const next = nextTurn(tiles, seen);
      const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      window.scrollTo({ top: Math.max(0, next - covered), behavior: isCalm ? 'instant' : 'smooth' });
    };
    const timer = setInterval(turn, TURN_MS);
    const events = ['wheel', 'keydown', 'pointerdown', 'touchmove'] as const;
    for (const name of events) window.addEventListener(name, touched, { passive: true });
    return () => {
      clearInterval(timer);
      for (const name of events) window.removeEventListener(name, touched);
    };
  }, [wall, head]);
}
