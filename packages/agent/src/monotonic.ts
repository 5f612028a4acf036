/** Milliseconds of a clock that nobody sets. `performance.now()` would load all that Node has for measuring itself. */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
