import { useFormat } from '../i18n/use-format.ts';
import classes from './time-ago.module.css';
import { useNow } from './use-now.ts';

/** "3 minutes ago"; the exact moment is told on hover. */
export function TimeAgo({ iso }: { readonly iso: string }) {
  const format = useFormat();
  const nowMs = useNow();
  return (
    <time dateTime={iso} title={format.exactMoment(iso)} data-moment={format.moment(iso)} className={classes.time}>
      {format.relative(iso, Math.max(nowMs, Date.parse(iso)))}
    </time>
  );
}
