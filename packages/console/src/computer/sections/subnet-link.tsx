import { useQuery } from '@tanstack/react-query';
import { networksAtQuery } from '../../api/queries/networks.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import classes from './subnet-link.module.css';

/** The network of an interface, by its name where it has one, with a way to its page. */
export function SubnetLink({ address }: { readonly address: string }) {
  const { data } = useQuery(networksAtQuery(address));
  const found = data?.filter((network) => network.address === address) ?? [];
  const network = found.find(({ tag }) => tag === '') ?? found[0];
  if (network === undefined) return <SafeText value={address} />;
  // Of several that use the same address, the list tells.
  const href = found.length > 1 ? `/networks?${new URLSearchParams({ address })}` : `/networks/${network.id}`;
  return (
    <span className={classes.subnet}>
      <AppLink href={href} className={classes.link}>
        <SafeText value={address} />
      </AppLink>
      {found.length === 1 && network.name !== '' && (
        <span className={classes.name}>
          <SafeText value={network.name} />
        </span>
      )}
    </span>
  );
}
