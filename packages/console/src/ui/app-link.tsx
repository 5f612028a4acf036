import { type ComponentProps, createContext, type MouseEvent, useContext } from 'react';

/** Goes to an address of the console without loading the page anew. */
export type GoTo = (href: string) => void;

const GoToContext = createContext<GoTo | null>(null);
export const GoToProvider = GoToContext.Provider;

type AppLinkProps = Omit<ComponentProps<'a'>, 'href'> & { readonly href: string };

const opensElsewhere = (event: MouseEvent) =>
  event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;

/** A link to a page of the console by its written address, for parts that do not know the router. */
export function AppLink({ href, onClick, ...props }: AppLinkProps) {
  const goTo = useContext(GoToContext);
  return (
    <a
      {...props}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        if (goTo === null || event.defaultPrevented || opensElsewhere(event)) return;
        event.preventDefault();
        goTo(href);
      }}
    />
  );
}
