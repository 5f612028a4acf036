/** What a dashboard can show. The names stand in what people arranged for themselves: they are never used for something else. */
export const figureNames = [
  'presence',
  'newComputers',
  'systems',
  'systemVersions',
  'agents',
  'manufacturers',
  'models',
  'ages',
  'memory',
  'tags',
  'lowDisk',
  'changes',
  'softwareMovers',
  'attention',
] as const;

export type FigureName = (typeof figureNames)[number];

/** Rows that came, were changed, went. */
export type Kinds = { readonly added: number; readonly changed: number; readonly removed: number };

export type FigureItem = {
  /** What it is, for programs: `seen7d`, or the label itself. */
  readonly key: string;
  /** As agents said it; null where they said nothing, or where `key` says it all. */
  readonly label: string | null;
  readonly detail?: string | null;
  readonly count: number;
  readonly kinds?: Kinds;
  /** The search that finds the same computers. */
  readonly query: string | null;
};

export type Figure = {
  /** Of which the items are parts: computers, or changes. */
  readonly total: number;
  readonly items: readonly FigureItem[];
  /** True when there was more to look at than is looked at. */
  readonly isPartial?: boolean;
};
