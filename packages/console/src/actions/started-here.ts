const started = new Set<number>();

/** Notes that a mass action was begun on this page, whose end is therefore told on it. */
export function rememberStarted(id: number): void {
  started.add(id);
}

/** Whether it was, the first time it is asked. */
export const takeStarted = (id: number): boolean => started.delete(id);
