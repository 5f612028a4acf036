import { IconArrowLeft, IconArrowRight, IconArrowsDiagonal, IconX } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { type PlacedTile, type Size, sizes } from './arrangement.ts';
import classes from './tile-tools.module.css';

type TileToolsProps = {
  readonly tile: PlacedTile;
  readonly title: string;
  readonly place: number;
  readonly count: number;
  readonly onMove: (to: number) => void;
  readonly onResize: (size: Size) => void;
  readonly onRemove: () => void;
};

/** What can be done with a tile while the dashboard is arranged; the arrow keys move it too. */
export function TileTools({ tile, title, place, count, onMove, onResize, onRemove }: TileToolsProps) {
  const { t } = useTranslation('dashboard');
  const next = sizes[(sizes.indexOf(tile.size) + 1) % sizes.length] ?? 'small';
  // A moved element loses the focus in the browser: it gets it back where it went.
  const keepFocus = (element: EventTarget) => {
    if (element instanceof HTMLElement) requestAnimationFrame(() => element.focus());
  };
  const move = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') onMove(place - 1);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowDown') onMove(place + 1);
    else if (event.key === 'Home') onMove(0);
    else if (event.key === 'End') onMove(count - 1);
    else if (event.key === 'Delete') onRemove();
    else return;
    event.preventDefault();
    keepFocus(event.target);
  };
  const tools = [
    { name: t('moveBack', { title }), Icon: IconArrowLeft, isOff: place === 0, run: () => onMove(place - 1) },
    { name: t('moveOn', { title }), Icon: IconArrowRight, isOff: place === count - 1, run: () => onMove(place + 1) },
    {
      name: t('resize', { title, size: t(`sizes.${next}`) }),
      Icon: IconArrowsDiagonal,
      isOff: false,
      run: () => onResize(next),
    },
    { name: t('remove', { title }), Icon: IconX, isOff: false, run: onRemove },
  ];
  return (
    <div className={classes.tools} role="toolbar" aria-label={t('tileTools', { title })} onKeyDown={move}>
      {tools.map(({ name, Icon, isOff, run }) => (
        <button
          key={name}
          type="button"
          className={classes.tool}
          aria-label={name}
          title={name}
          aria-disabled={isOff}
          onClick={(event) => {
            if (isOff) return;
            run();
            keepFocus(event.currentTarget);
          }}
        >
          <Icon size={15} stroke={2} aria-hidden />
        </button>
      ))}
    </div>
  );
}
