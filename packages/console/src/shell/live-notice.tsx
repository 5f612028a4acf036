import { IconBroadcast } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { onArrivals } from '../api/live.ts';
import { useCounted } from '../i18n/use-counted.ts';
import classes from './live-notice.module.css';

const SHOWN_MS = 5_000;
const NOBODY = { created: 0, updated: 0 };

/** "3 computers updated", for a few seconds after the last of them. */
export function LiveNotice() {
  const counted = useCounted();
  const [counts, setCounts] = useState(NOBODY);

  useEffect(() => {
    const created = new Set<number>();
    const updated = new Set<number>();
    let timer: number | undefined;
    const stop = onArrivals((arrivals) => {
      for (const { id, kind } of arrivals) {
        if (kind === 'created') created.add(id);
        else updated.add(id);
      }
      setCounts({ created: created.size, updated: [...updated].filter((id) => !created.has(id)).length });
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        created.clear();
        updated.clear();
        setCounts(NOBODY);
      }, SHOWN_MS);
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, []);

  const parts = [
    counts.created > 0 && counted('shell.arrived', counts.created),
    counts.updated > 0 && counted('shell.updated', counts.updated),
  ].filter((part) => part !== false);
  return (
    <div className={classes.place} role="status">
      {parts.length > 0 && (
        <div className={classes.notice}>
          <IconBroadcast size={16} aria-hidden />
          {parts.join(' · ')}
        </div>
      )}
    </div>
  );
}
