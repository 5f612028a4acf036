import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../shell/page.tsx';
import classes from './admin-page.module.css';

export type AdminTab = {
  readonly to:
    | '/administration/admin-fields'
    | '/administration/admin-import'
    | '/administration/agent-files'
    | '/administration/agent-label';
  readonly label: string;
};

type AdminPageProps = {
  readonly title: string;
  readonly lead: ReactNode;
  /** Pages of one subject, this one among them. */
  readonly tabs?: readonly AdminTab[];
  readonly tabsLabel?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** What every page of the administration has: its name, what it is for, what can be done. */
export function AdminPage({ title, lead, tabs, tabsLabel, actions, children }: AdminPageProps) {
  return (
    <Page layout="cards" title={title} lead={lead} actions={actions}>
      {tabs !== undefined && (
        <nav className={classes.tabs} aria-label={tabsLabel}>
          {tabs.map(({ to, label }) => (
            <Link
              key={to}
              to={to}
              className={classes.tab}
              activeProps={{ 'data-active': true, 'aria-current': 'page' }}
            >
              {label}
            </Link>
          ))}
        </nav>
      )}
      {children}
    </Page>
  );
}
