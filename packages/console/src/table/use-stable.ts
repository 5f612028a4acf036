import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that is the same one at every drawing and does what the last one said: for hundreds of rows that remember. */
export function useStable<A extends readonly unknown[]>(act: (...args: A) => void): (...args: A) => void {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
