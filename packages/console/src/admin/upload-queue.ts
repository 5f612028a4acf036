import { useReducer, useRef } from 'react';

export type UploadState<R> =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending' /** From 0 to 1. */; readonly part: number }
  | { readonly kind: 'done'; readonly result: R }
  | { readonly kind: 'failed'; readonly error: unknown };

export type UploadItem<R> = { readonly id: number; readonly file: File; readonly state: UploadState<R> };

type Action<R> =
  | { readonly kind: 'add'; readonly items: readonly UploadItem<R>[] }
  | { readonly kind: 'set'; readonly id: number; readonly state: UploadState<R> }
  | { readonly kind: 'clear' };

function reduce<R>(items: readonly UploadItem<R>[], action: Action<R>): readonly UploadItem<R>[] {
  if (action.kind === 'add') return [...items, ...action.items];
  if (action.kind === 'clear') return items.filter(({ state }) => state.kind === 'waiting' || state.kind === 'sending');
  return items.map((item) => (item.id === action.id ? { ...item, state: action.state } : item));
}

/** Files that are sent at once: the server works on several, and the line is seldom wider. */
const AT_ONCE = 2;

/** Sends files one after the other, two at a time; a failure stops no other. */
export function useUploadQueue<R>(send: (file: File, onProgress: (part: number) => void) => Promise<R>) {
  const [items, dispatch] = useReducer(reduce<R>, []);
  const waiting = useRef<{ readonly id: number; readonly file: File }[]>([]);
  const running = useRef(0);
  const nextId = useRef(1);

  const work = async (): Promise<void> => {
    if (running.current >= AT_ONCE) return;
    const next = waiting.current.shift();
    if (next === undefined) return;
    const { id, file } = next;
    running.current += 1;
    const set = (state: UploadState<R>) => dispatch({ kind: 'set', id, state });
    set({ kind: 'sending', part: 0 });
    try {
      set({ kind: 'done', result: await send(file, (part) => set({ kind: 'sending', part })) });
    } catch (error) {
      set({ kind: 'failed', error });
    } finally {
      running.current -= 1;
      void work();
    }
  };
  const start = (items: readonly { readonly id: number; readonly file: File }[]) => {
    waiting.current.push(...items);
    for (let i = 0; i < AT_ONCE; i += 1) void work();
  };

  return {
    items,
    isBusy: items.some(({ state }) => state.kind === 'waiting' || state.kind === 'sending'),
    add(files: readonly File[]): void {
      const added = files.map((file) => ({ id: nextId.current++, file, state: { kind: 'waiting' as const } }));
      dispatch({ kind: 'add', items: added });
      start(added);
    },
    retry(which: readonly UploadItem<R>[]): void {
      for (const { id } of which) dispatch({ kind: 'set', id, state: { kind: 'waiting' } });
      start(which);
    },
    /** Forgets those that are over. */
    clear: () => dispatch({ kind: 'clear' }),
  };
}
