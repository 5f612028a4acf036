import type { FigureName } from '../api/types.ts';

/** How a figure is drawn: one of its numbers, or all of them. */
export type View = 'number' | 'bars' | 'donut' | 'columns' | 'movers';

export type Tile = {
  readonly figure: FigureName;
  readonly view: View;
  /** Of a number: which. Absent: the total. */
  readonly item?: string;
  /** Where a number without a search of its own leads. */
  readonly href?: string;
  /** A number above zero asks for attention. */
  readonly isWarning?: boolean;
};

/** What may stand on a dashboard. The names are kept in what people arranged: they never change their meaning. */
export const tiles = {
  computers: { figure: 'presence', view: 'number', href: '/computers' },
  seen1d: { figure: 'presence', view: 'number', item: 'seen1d' },
  seen7d: { figure: 'presence', view: 'number', item: 'seen7d' },
  seen30d: { figure: 'presence', view: 'number', item: 'seen30d' },
  notSeen30d: { figure: 'presence', view: 'number', item: 'notSeen30d', isWarning: true },
  new7d: { figure: 'presence', view: 'number', item: 'new7d' },
  neverInventoried: { figure: 'presence', view: 'number', item: 'neverInventoried', isWarning: true },
  lowDisk: { figure: 'lowDisk', view: 'number', item: 'below10', isWarning: true },
  fullDisk: { figure: 'lowDisk', view: 'number', item: 'below5', isWarning: true },
  suspicions: {
    figure: 'attention',
    view: 'number',
    item: 'suspicions',
    href: '/duplicates?view=suspicions',
    isWarning: true,
  },
  unknownDevices: {
    figure: 'attention',
    view: 'number',
    item: 'unknownDevices',
    href: '/devices?state=unknown',
  },
  archived: { figure: 'attention', view: 'number', item: 'archived', href: '/archive' },
  systems: { figure: 'systems', view: 'donut' },
  systemVersions: { figure: 'systemVersions', view: 'bars' },
  agents: { figure: 'agents', view: 'bars' },
  manufacturers: { figure: 'manufacturers', view: 'donut' },
  models: { figure: 'models', view: 'bars' },
  ages: { figure: 'ages', view: 'columns' },
  memory: { figure: 'memory', view: 'bars' },
  tags: { figure: 'tags', view: 'bars' },
  newComputers: { figure: 'newComputers', view: 'columns' },
  changes: { figure: 'changes', view: 'movers' },
  softwareMovers: { figure: 'softwareMovers', view: 'movers' },
} as const satisfies Record<string, Tile>;

export type TileName = keyof typeof tiles;

/** A tile, or the number of computers that a stored search finds. */
export type TileId = TileName | `search:${number}`;

export const isTileName = (text: string): text is TileName => Object.hasOwn(tiles, text);

/** The number of the stored search of a tile; null for one of ours. */
export function searchIdOf(id: TileId): number | null {
  return isTileName(id) ? null : Number(id.slice('search:'.length));
}

/** Whether a tile is one number, which takes little room. */
export const isNumber = (id: TileId): boolean => !isTileName(id) || tiles[id].view === 'number';
