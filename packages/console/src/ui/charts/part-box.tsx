import type { ReactNode } from 'react';
import { AppLink } from '../app-link.tsx';
import type { ChartPart } from './chart-part.ts';

type PartBoxProps = {
  readonly part: ChartPart;
  readonly className?: string | undefined;
  readonly title?: string;
  readonly children: ReactNode;
};

/** Around what stands for a part: a link when it leads somewhere. */
export function PartBox({ part, className, title, children }: PartBoxProps) {
  if (part.href === undefined) {
    return (
      <span className={className} title={title}>
        {children}
      </span>
    );
  }
  return (
    <AppLink href={part.href} className={className} title={title}>
      {children}
    </AppLink>
  );
}
