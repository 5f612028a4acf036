/** Whether the server has other files by now than those this page was made of. */
let isOutdated = false;
const listeners = new Set<() => void>();

/** What somebody typed into; those that are gone from the page count no more. */
let typedInto: WeakRef<Element>[] = [];

export const pageIsOutdated = (): boolean => isOutdated;

/** @returns A function that stops listening. */
export function onOutdated(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function tellOutdated(): void {
  isOutdated = true;
  for (const listener of listeners) listener();
}

let whenGone: () => void = () => undefined;

/** What happens to the page when the server answers, but no longer has a part of it. */
export function onPartGone(listener: () => void): void {
  whenGone = listener;
}

let asking: Promise<'away' | 'gone'> | null = null;

/** A part of the page could not be loaded: because the server is away, or because it no longer has it. */
export function partFailed(): Promise<'away' | 'gone'> {
  asking ??= ask().finally(() => {
    asking = null;
  });
  return asking;
}

async function ask(): Promise<'away' | 'gone'> {
  if (!(await serverAnswers())) return 'away';
  whenGone();
  return 'gone';
}

async function serverAnswers(): Promise<boolean> {
  try {
    const { status } = await fetch('/', { method: 'HEAD', cache: 'no-store' });
    return status < 500; // a proxy before a server that is away answers 502
  } catch {
    return false;
  }
}

/** Remembers which fields of the page somebody types into. */
export function watchTyping(): void {
  document.addEventListener(
    'input',
    ({ target }) => {
      if (!(target instanceof Element) || typedInto.some((known) => known.deref() === target)) return;
      typedInto = [...typedInto.filter((known) => known.deref()?.isConnected === true), new WeakRef(target)];
    },
    { capture: true, passive: true },
  );
}

/** Something stands on the page that would be lost with it. */
export const somethingIsTyped = (): boolean =>
  typedInto.some((known) => {
    const field = known.deref();
    return field?.isConnected === true && (!('value' in field) || field.value !== '');
  });
