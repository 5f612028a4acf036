import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react';

type Options = {
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly count: number;
  /** The main list of its page: the keys reach it from anywhere where nothing is written. */
  readonly isMain: boolean;
  readonly onOpen?: ((index: number) => void) | undefined;
  readonly onToggle?: ((index: number, isRange: boolean) => void) | undefined;
  readonly onClear?: (() => void) | undefined;
  readonly onCopy?: ((index: number) => void) | undefined;
};

/** Rows a page key goes. */
const PAGE = 10;

/**
 * Goes through rows with ↑ ↓ or k j, Home, End and the page keys; Enter opens, Space or x selects (with Shift as far as
 * there), Escape selects nothing, Ctrl+C copies.
 *
 * @returns The row that the Tab key reaches, and what the body of the table listens with.
 */
export function useRowKeys({ body, count, isMain, onOpen, onToggle, onClear, onCopy }: Options) {
  const [current, setCurrent] = useState(0);
  const at = Math.min(current, Math.max(0, count - 1));

  const goTo = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index));
    setCurrent(next);
    body.current?.querySelector<HTMLElement>(`tr[data-row="${next}"]`)?.focus();
  };

  useEffect(() => {
    if (!isMain) return;
    const enter = (event: globalThis.KeyboardEvent) => {
      if (event.target !== document.body || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!['j', 'k', 'ArrowDown', 'ArrowUp'].includes(event.key)) return;
      const row = body.current?.querySelector<HTMLElement>('tr[tabindex="0"]');
      if (row === null || row === undefined) return;
      event.preventDefault();
      row.focus();
    };
    document.addEventListener('keydown', enter);
    return () => document.removeEventListener('keydown', enter);
  }, [isMain, body]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = event.target instanceof HTMLTableRowElement ? Number(event.target.dataset.row) : null;
    if (row === null || Number.isNaN(row)) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && event.key === 'c' && onCopy !== undefined) {
      if (window.getSelection()?.isCollapsed === false) return; // what is marked is meant
      onCopy(row);
    } else if (isCommand || event.altKey) return;
    else if (event.key === 'ArrowDown' || event.key === 'j') goTo(row + 1);
    else if (event.key === 'ArrowUp' || event.key === 'k') goTo(row - 1);
    else if (event.key === 'PageDown') goTo(row + PAGE);
    else if (event.key === 'PageUp') goTo(row - PAGE);
    else if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(count - 1);
    else if (event.key === 'Enter' && onOpen !== undefined) onOpen(row);
    else if ((event.key === ' ' || event.key === 'x' || event.key === 'X') && onToggle !== undefined) {
      onToggle(row, event.shiftKey);
    } else if (event.key === 'Escape' && onClear !== undefined) onClear();
    else return;
    event.preventDefault();
  };

  const onFocus = (event: React.FocusEvent<HTMLElement>) => {
    const row = event.target.closest<HTMLElement>('tr[data-row]');
    if (row !== null) setCurrent(Number(row.dataset.row));
  };

  return { current: at, onKeyDown, onFocus };
}
