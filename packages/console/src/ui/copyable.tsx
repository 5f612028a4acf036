import { type ReactNode, useState } from 'react';
import { CopyButton } from './copy-button.tsx';
import classes from './copyable.module.css';

/**
 * A value with a button that copies it, there while the pointer or the keyboard is.
 *
 * A table has hundreds of such values; buttons that always stood in them would be as many stops of the Tab key.
 */
export function Copyable({ value, children }: { readonly value: string; readonly children: ReactNode }) {
  const [isNear, setNear] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches who comes near; the button is the button
    <span
      className={classes.copyable}
      onPointerEnter={() => setNear(true)}
      onPointerLeave={() => setNear(false)}
      onFocus={() => setNear(true)}
      onBlur={(event) => setNear(event.currentTarget.contains(event.relatedTarget))}
    >
      {children}
      {isNear && <CopyButton value={value} />}
    </span>
  );
}
