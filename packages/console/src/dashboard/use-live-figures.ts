import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onArrivals } from '../api/live.ts';

/** Between two rounds of questions, however many machines report. */
const ROUND_MS = 5_000;

/** Asks for the figures on screen again when machines report. */
export function useLiveFigures(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let timer: number | undefined;
    let lastMs = 0;
    const stop = onArrivals(() => {
      timer ??= window.setTimeout(
        () => {
          timer = undefined;
          lastMs = Date.now();
          void queries.invalidateQueries({ queryKey: ['dashboard', 'figure'] });
          void queries.invalidateQueries({ queryKey: ['dashboard', 'search'] });
        },
        Math.max(0, lastMs + ROUND_MS - Date.now()),
      );
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [queries]);
}
