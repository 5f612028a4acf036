import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import classes from './manage-page.module.css';

type Props = {
  readonly index: number;
  readonly count: number;
  readonly onMove: (from: number, to: number) => void;
  readonly onRemove: (index: number) => void;
  readonly words: { readonly up: string; readonly down: string; readonly remove: string };
};

/** Moves a line of an ordered list up and down, and takes it away. */
export function LineButtons({ index, count, onMove, onRemove, words }: Props) {
  return (
    <span className={classes.icons}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={words.up}
        title={words.up}
        disabled={index === 0}
        onClick={() => onMove(index, index - 1)}
      >
        <IconArrowUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={words.down}
        title={words.down}
        disabled={index === count - 1}
        onClick={() => onMove(index, index + 1)}
      >
        <IconArrowDown size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={words.remove}
        title={words.remove}
        onClick={() => onRemove(index)}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </span>
  );
}
