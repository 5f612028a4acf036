import { Title } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';
import classes from './page.module.css';
import { usePageTitle } from './use-page-title.ts';

type PageProps = Omit<ComponentProps<'div'>, 'title' | 'className'> & {
  /** Its heading, and the name of the window. */
  readonly title: string;
  /** What it is for. */
  readonly lead?: ReactNode;
  /** Above the heading: the way back. */
  readonly above?: ReactNode;
  /** Beside the heading. */
  readonly beside?: ReactNode;
  /** What can be done, at the end of the heading's line. */
  readonly actions?: ReactNode;
  /** Fills the height of the window, and a list in it scrolls; or no wider than what is read in it. */
  readonly layout?: 'fill' | 'cards' | 'text';
};

/** What every page has: its name, what it is for, what can be done; and how it takes the room. */
export function Page({ title, lead, above, beside, actions, layout, children, ...rest }: PageProps) {
  usePageTitle(title);
  return (
    <div {...rest} className={classes.page} data-layout={layout}>
      {above}
      <header className={classes.head} data-led={lead !== undefined || undefined}>
        <div className={classes.words}>
          <Title order={1} size="1.35rem">
            {title}
          </Title>
          {lead !== undefined && <p className={classes.lead}>{lead}</p>}
        </div>
        {beside}
        {actions !== undefined && actions !== false && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
