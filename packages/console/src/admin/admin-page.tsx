import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
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
  const { t } = useTranslation();
  useDocumentTitle(`${title} · ${t('common.appName')}`);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div className={classes.words}>
          <Title order={1} size="1.35rem">
            {title}
          </Title>
          <p className={classes.lead}>{lead}</p>
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
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
    </div>
  );
}
