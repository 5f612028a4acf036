import { displayText } from '../format/display-text.ts';
import classes from './safe-text.module.css';

type SafeTextProps = { readonly value: string; readonly mono?: boolean; readonly wrap?: boolean };

/** Text of an agent: unseen characters spelt out, its writing direction kept to itself, cut off where there is no room. */
export function SafeText({ value, mono = false, wrap = false }: SafeTextProps) {
  const text = displayText(value);
  return (
    <bdi className={classes.text} data-mono={mono || undefined} data-wrap={wrap || undefined} title={text}>
      {text}
    </bdi>
  );
}
