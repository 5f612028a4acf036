import { useTranslation } from 'react-i18next';
import type { Figure } from '../api/types.ts';
import { useFormat } from '../i18n/use-format.ts';
import { PartBox } from '../ui/charts/part-box.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { listOf } from './figure-parts.ts';
import classes from './movers.module.css';

type Item = Figure['items'][number];
type MoversProps = {
  readonly items: readonly Item[];
  readonly label: string;
  readonly nameOf: (item: Item) => string;
};

const kinds = [
  { kind: 'added', sign: '+' },
  { kind: 'changed', sign: '~' },
  { kind: 'removed', sign: '−' },
] as const;

/** What came, was changed and went, the most frequent first: a number of each kind, and a bar of their shares. */
export function Movers({ items, label, nameOf }: MoversProps) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const max = Math.max(1, ...items.map(({ count }) => count));
  return (
    <ul className={classes.list} aria-label={label}>
      {items.map((item) => {
        const counts = item.kinds ?? { added: 0, changed: 0, removed: 0 };
        const part = {
          key: item.key,
          label: nameOf(item),
          value: item.count,
          ...(item.query === null ? {} : { href: listOf(item.query) }),
        };
        return (
          <li key={item.key}>
            <PartBox part={part} className={classes.row}>
              <span className={classes.name}>
                <SafeText value={part.label} />
              </span>
              {kinds.map(({ kind, sign }) => (
                <span key={kind} className={classes.count} data-kind={kind} data-none={counts[kind] === 0 || undefined}>
                  <span className={classes.spoken}> {t(`kinds.${kind}`)} </span>
                  <span aria-hidden>{sign}</span>
                  {format.number(counts[kind])}
                </span>
              ))}
              <span className={classes.track} aria-hidden>
                {kinds.map(({ kind }) => (
                  <span
                    key={kind}
                    className={classes.bar}
                    data-kind={kind}
                    style={{ inlineSize: `${(counts[kind] / max) * 100}%` }}
                  />
                ))}
              </span>
            </PartBox>
          </li>
        );
      })}
    </ul>
  );
}
