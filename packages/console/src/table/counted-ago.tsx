import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { TimeAgo } from '../ui/time-ago.tsx';
import { notifyFailure } from '../ui/undo-toast.tsx';
import classes from './counted-ago.module.css';

type CountedAgoProps = {
  /** Null: nothing was counted yet. */
  readonly countedAt: string | null;
  readonly words: {
    /** With `\u0000` where the moment stands. */
    readonly counted: string;
    readonly never: string;
    readonly now: string;
    readonly nowHint: string;
  };
  readonly count: () => Promise<unknown>;
  /** What is asked anew when all is counted. */
  readonly queryKey: readonly string[];
};

/** How old numbers are that are counted in the background, and a way to new ones. */
export function CountedAgo({ countedAt, words, count, queryKey }: CountedAgoProps) {
  const queries = useQueryClient();
  const counting = useMutation({
    mutationFn: count,
    onSuccess: () => queries.invalidateQueries({ queryKey }),
    onError: notifyFailure,
  });
  const [before = '', after = ''] = words.counted.split('\u0000');
  return (
    <span className={classes.counted}>
      {countedAt === null ? (
        words.never
      ) : (
        <span>
          {before}
          <TimeAgo iso={countedAt} />
          {after}
        </span>
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        title={words.nowHint}
        loading={counting.isPending}
        leftSection={<IconRefresh size={13} aria-hidden />}
        onClick={() => counting.mutate()}
      >
        {words.now}
      </Button>
    </span>
  );
}
