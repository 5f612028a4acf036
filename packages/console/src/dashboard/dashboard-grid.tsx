import { type DragEvent, type ReactNode, useState } from 'react';
import type { Arrangement, PlacedTile } from './arrangement.ts';
import classes from './dashboard-grid.module.css';
import { isNumber, type TileId } from './tiles.ts';

type DashboardGridProps = {
  readonly arrangement: Arrangement;
  readonly isArranging: boolean;
  readonly label: string;
  /** Puts a tile in the place of another. */
  readonly onMove: (id: TileId, to: number) => void;
  readonly children: (tile: PlacedTile, place: number) => ReactNode;
};

/** The tiles in their places; while they are arranged, each can be dragged to the place of another. */
export function DashboardGrid({ arrangement, isArranging, label, onMove, children }: DashboardGridProps) {
  const [dragged, setDragged] = useState<TileId | null>(null);
  const start = (event: DragEvent, id: TileId) => {
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', id);
    setDragged(id);
  };
  return (
    <ul className={classes.grid} aria-label={label}>
      {arrangement.map((tile, place) => (
        <li
          key={tile.id}
          className={classes.place}
          data-size={tile.size}
          data-number={isNumber(tile.id) || undefined}
          data-arranging={isArranging || undefined}
          data-dragged={dragged === tile.id || undefined}
          {...(isArranging && {
            draggable: true,
            onDragStart: (event: DragEvent) => start(event, tile.id),
            onDragOver: (event: DragEvent) => event.preventDefault(),
            onDragEnter: () => dragged !== null && dragged !== tile.id && onMove(dragged, place),
            onDragEnd: () => setDragged(null),
            onDrop: (event: DragEvent) => event.preventDefault(),
          })}
        >
          {children(tile, place)}
        </li>
      ))}
    </ul>
  );
}
