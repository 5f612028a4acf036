/** Choices of one reader on one browser: no more than a convenience, so what cannot be read is not there. */
export function readRemembered(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(`muster.${key}`) ?? 'null');
  } catch {
    return null;
  }
}

export function remember(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(`muster.${key}`);
    else localStorage.setItem(`muster.${key}`, JSON.stringify(value));
  } catch {
    // Storage may be full or forbidden.
  }
}
