import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Search } from '../table/table-state.ts';
import classes from './back-link.module.css';

type BackLinkProps = {
  readonly to: '/computers' | '/software' | '/groups' | '/networks';
  /** How the list was left. */
  readonly search?: Search;
  readonly children: ReactNode;
};

/** From one thing back to the list of all. */
export function BackLink({ to, search = {}, children }: BackLinkProps) {
  return (
    <Link to={to} search={search} className={classes.back}>
      <IconArrowLeft size={14} aria-hidden /> {children}
    </Link>
  );
}
