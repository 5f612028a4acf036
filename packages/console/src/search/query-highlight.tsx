import type { Mark } from '@muster/protocol/query';
import { memo } from 'react';
import { piecesOf } from './highlight.ts';
import classes from './query-field.module.css';

type QueryHighlightProps = {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly wrong: { readonly start: number; readonly end: number } | null;
};

/** A query in colours: fields, signs, values; what is wrong is underlined. */
export const QueryHighlight = memo(function QueryHighlight({ text, marks, wrong }: QueryHighlightProps) {
  return (
    <>
      {piecesOf(text, marks, wrong).map((piece) => (
        <span
          key={piece.start}
          className={classes.piece}
          data-kind={piece.kind}
          data-wrong={piece.isWrong || undefined}
        >
          {piece.text}
        </span>
      ))}
      {wrong !== null && wrong.start >= text.length && (
        <span className={classes.piece} data-wrong>
          {'\u00a0'}
        </span>
      )}
    </>
  );
});
