import { isNumber, isTileName, type TileId, type TileName, tiles } from './tiles.ts';

export const sizes = ['small', 'medium', 'large'] as const;
export type Size = (typeof sizes)[number];

export type PlacedTile = { readonly id: TileId; readonly size: Size };

/** The tiles of a dashboard in their order. */
export type Arrangement = readonly PlacedTile[];

/** More would be asked for at once than helps anybody. */
export const MOST_TILES = 40;

const small = (...names: readonly TileName[]) => names.map((id) => ({ id, size: 'small' as const }));

/** What is there until somebody arranges it otherwise. */
export const DEFAULT_ARRANGEMENT: Arrangement = [
  ...small('computers', 'seen1d', 'seen7d', 'notSeen30d', 'new7d', 'lowDisk'),
  ...small('systems', 'systemVersions', 'manufacturers'),
  { id: 'newComputers', size: 'medium' },
  { id: 'ages', size: 'medium' },
  ...small('memory', 'softwareMovers', 'changes', 'tags', 'models', 'agents'),
  ...small('suspicions', 'neverInventoried', 'archived', 'unknownDevices'),
];

function readTile(stored: unknown): PlacedTile[] {
  if (typeof stored !== 'object' || stored === null) return [];
  const { id, size } = stored as { id?: unknown; size?: unknown };
  if (typeof id !== 'string' || !(isTileName(id) || /^search:[1-9]\d{0,14}$/.test(id))) return [];
  return [{ id: id as TileId, size: sizes.find((one) => one === size) ?? 'small' }]; // safe: looked at in the line above
}

/** What was kept, also by an older or a newer console: what it does not know is left out. Undefined: nothing usable. */
export function parseArrangement(stored: unknown): Arrangement | undefined {
  if (!Array.isArray(stored)) return undefined;
  const seen = new Set<TileId>();
  const read = stored.flatMap(readTile).filter(({ id }) => !seen.has(id) && seen.add(id));
  return read.slice(0, MOST_TILES);
}

/** Moves a tile to a place; others make room. */
export function moveTile(arrangement: Arrangement, id: TileId, to: number): Arrangement {
  const tile = arrangement.find((one) => one.id === id);
  if (tile === undefined) return arrangement;
  const others = arrangement.filter((one) => one !== tile);
  return others.toSpliced(Math.min(Math.max(to, 0), others.length), 0, tile);
}

export const removeTile = (arrangement: Arrangement, id: TileId): Arrangement =>
  arrangement.filter((one) => one.id !== id);

export function addTile(arrangement: Arrangement, id: TileId): Arrangement {
  if (arrangement.length >= MOST_TILES || arrangement.some((one) => one.id === id)) return arrangement;
  // Numbers stand with numbers: a new one follows the last of them.
  const last = isNumber(id) ? arrangement.findLastIndex((one) => isNumber(one.id)) : -1;
  return arrangement.toSpliced(last < 0 ? arrangement.length : last + 1, 0, { id, size: 'small' });
}

export const resizeTile = (arrangement: Arrangement, id: TileId, size: Size): Arrangement =>
  arrangement.map((one) => (one.id === id ? { ...one, size } : one));

/** The tiles of ours that are not there. */
export function absentTiles(arrangement: Arrangement): TileName[] {
  const there = new Set<string>(arrangement.map(({ id }) => id));
  return (Object.keys(tiles) as TileName[]).filter((name) => !there.has(name));
}
