let areWanted = false;
const listeners = new Set<() => void>();

/** The first notice is about to be told: only then is it worth loading what shows notices. */
export function wantToasts(): void {
  areWanted = true;
  for (const listener of listeners) listener();
}

export const toastsAreWanted = (): boolean => areWanted;

/** @returns A function that stops listening. */
export function onToastsWanted(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
