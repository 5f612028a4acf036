import type { ReactNode } from 'react';
import classes from './state-panel.module.css';

type StatePanelProps = {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly tone?: 'calm' | 'failed';
  /** Announced at once to those who do not see it. */
  readonly role?: 'alert' | 'status';
};

/** What stands where nothing can be shown: why, and what to do. */
export function StatePanel({ icon, title, children, action, tone = 'calm', role }: StatePanelProps) {
  return (
    <div className={classes.panel} data-tone={tone} role={role}>
      {icon !== undefined && (
        <div className={classes.icon} aria-hidden>
          {icon}
        </div>
      )}
      <p className={classes.title}>{title}</p>
      {children !== undefined && <div className={classes.text}>{children}</div>}
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  );
}
