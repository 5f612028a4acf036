import { type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './column-grip.module.css';
import { LEAST_WIDTH, MOST_WIDTH } from './table-layout.ts';

type ColumnGripProps = {
  readonly label: string;
  readonly width: number | undefined;
  /** Null: as wide as the content asks for. */
  readonly onWidth: (px: number | null) => void;
};

/** A width that a column may have. Px. */
export const withinWidths = (px: number) => Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, px)));

/** The edge of a column: pulls it wider or narrower, with the pointer; a double click lets go. The head has keys for it. */
export function ColumnGrip({ label, width, onWidth }: ColumnGripProps) {
  const { t } = useTranslation();
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const now = (element: Element) => element.closest('th')?.getBoundingClientRect().width ?? LEAST_WIDTH;
  const begin = (event: PointerEvent<HTMLElement>) => {
    start.current = { x: event.clientX, width: now(event.currentTarget) };
    event.currentTarget.setPointerCapture(event.pointerId);
    event.preventDefault();
  };
  const pull = (event: PointerEvent<HTMLElement>) => {
    if (start.current === null) return;
    // Where one reads from right to left, the edge is on the left.
    const sign = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
    onWidth(withinWidths(start.current.width + sign * (event.clientX - start.current.x)));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule between paragraphs cannot be pulled
    <span
      role="separator"
      tabIndex={-1}
      className={classes.grip}
      aria-orientation="vertical"
      aria-label={t('table.columnWidth', { column: label })}
      aria-valuenow={width ?? 0}
      aria-valuemin={0}
      aria-valuemax={MOST_WIDTH}
      onPointerDown={begin}
      onPointerMove={pull}
      onPointerUp={() => {
        start.current = null;
      }}
      onDoubleClick={() => onWidth(null)}
    />
  );
}
