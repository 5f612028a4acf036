import { useEffect, useRef } from 'react';

type Keys = {
  readonly onSearch: () => void;
  readonly onBeside: (step: 1 | -1) => void;
};

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Keys of the machine page: / looks inside the page, [ and ] go to the tab before and the next. */
export function useMachineKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || isTyping(event.target)) return;
      // A dialog is above the page: its keys are its own.
      if (document.querySelector('[role="dialog"]') !== null) return;
      // Where a bracket needs AltGr, browsers say Ctrl and Alt with it: the letter is what counts.
      if (event.key === '/') latest.current.onSearch();
      else if (event.key === ']') latest.current.onBeside(1);
      else if (event.key === '[') latest.current.onBeside(-1);
      else return;
      event.preventDefault();
      // The search of the whole fleet listens for / too.
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
}
