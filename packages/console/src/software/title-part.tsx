import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './title-part.module.css';

type TitlePartProps = {
  readonly title: string;
  /** Beside the heading. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

/** A part of the page of a title, under a heading of its own. */
export function TitlePart({ title, aside, children }: TitlePartProps) {
  const id = useId();
  return (
    <section className={classes.part} aria-labelledby={id}>
      <div className={classes.head}>
        <Title order={2} size="1rem" id={id}>
          {title}
        </Title>
        {aside !== undefined && <div className={classes.aside}>{aside}</div>}
      </div>
      {children}
    </section>
  );
}
