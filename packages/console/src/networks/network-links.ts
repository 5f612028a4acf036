import { quoteValue } from '@muster/protocol/query';

type Subnet = { readonly address: string; readonly tag: string };

/** Address of the list of computers that have an interface on a network. */
export function computersOn({ address, tag }: Subnet): string {
  const field = address.includes(':') ? 'networks.subnet6' : 'subnet';
  const query = `${field}=${quoteValue(address)}${tag === '' ? '' : ` tag=${quoteValue(tag)}`}`;
  return `/computers?${new URLSearchParams({ query })}`;
}

/** Address of the page of a network; with a state, of the devices of that state. */
export const networkHref = (id: number, state?: string) =>
  `/networks/${id}${state === undefined ? '' : `?state=${state}`}`;
