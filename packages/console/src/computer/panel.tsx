import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './panel.module.css';

type PanelProps = {
  readonly id: string;
  readonly title: string;
  readonly hint?: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

/** A titled part of a tab. */
export function Panel({ id, title, hint, action, children }: PanelProps) {
  return (
    <div>
      <header className={classes.heading}>
        <Title order={2} size="1rem" id={id}>
          {title}
        </Title>
        {hint !== undefined && <span className={classes.hint}>{hint}</span>}
        {action !== undefined && <span className={classes.action}>{action}</span>}
      </header>
      <div className={classes.card}>{children}</div>
    </div>
  );
}
