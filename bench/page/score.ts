/** Measures of one visit to a page. Milliseconds, but for `cls`. */
export type PageFigures = {
  /** First contentful paint. */
  readonly fcp: number;
  /** Largest contentful paint. */
  readonly lcp: number;
  /** Layout shift. */
  readonly cls: number;
  /** Time after the first paint that the page could not react, beyond 50 ms a task. */
  readonly tbt: number;
  /** Until the first row, or the first figure, is there. */
  readonly rows: number;
};

type Curve = { readonly weight: number; readonly p10: number; readonly median: number };

/**
 * Lighthouse's weights since version 10, and for desktops the values that it gives 90 and 50 points:
 * https://developer.chrome.com/docs/lighthouse/performance/performance-scoring
 */
const curves = {
  fcp: { weight: 10, p10: 934, median: 1_600 },
  speed: { weight: 10, p10: 1_311, median: 2_300 },
  lcp: { weight: 25, p10: 1_200, median: 2_400 },
  tbt: { weight: 30, p10: 150, median: 350 },
  cls: { weight: 25, p10: 0.1, median: 0.25 },
} as const satisfies Record<string, Curve>;

/** Where the complementary error function is a fifth. */
const INVERSE_ERFC_ONE_FIFTH = 0.9061938024368232;

/**
 * Points of Lighthouse's category "performance", 0 to 100.
 *
 * Its speed index needs a film of the page. The page is whole when its largest part and its rows are there, so that the speed
 * index is at most that: this score is at most too low.
 */
export function performanceScore({ fcp, lcp, cls, tbt, rows }: PageFigures): number {
  const values = { fcp, speed: Math.max(lcp, rows), lcp, tbt, cls };
  const names = Object.keys(curves) as (keyof typeof curves)[]; // safe: its own keys
  const points = names.reduce((sum, name) => sum + curves[name].weight * pointsOf(curves[name], values[name]), 0);
  return Math.round(points);
}

/** Between 0 and 1: the part of a log-normal distribution that is beyond a value. */
function pointsOf({ p10, median }: Curve, value: number): number {
  if (value <= 0) return 1;
  return (1 - erf((Math.log(value / median) * INVERSE_ERFC_ONE_FIFTH) / Math.log(median / p10))) / 2;
}

/** The error function, to seven digits: Abramowitz and Stegun, 7.1.26. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const factors = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];
  const polynomial = factors.reduce((sum, factor) => (sum + factor) * t, 0);
  return Math.sign(x) * (1 - polynomial * Math.exp(-x * x));
}
