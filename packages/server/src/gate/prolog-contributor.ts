import type { PrologOption } from '@muster/protocol';
import type { StoredAsset } from '../fleet/fleet-tables.ts';

/** Which agents an answer is for: those of OCS Inventory, or those of the FusionInventory family. */
export type PrologFamily = 'ocs' | 'fusion';

/**
 * What a room has to tell a machine that reports: registry queries, networks to discover, packages…
 *
 * @param asset Null for a machine that is not known yet.
 */
export type PrologContributor = (asset: StoredAsset | null, family: PrologFamily) => Promise<readonly PrologOption[]>;

/** An agent discovers a network while it makes its inventory, so this option brings one about. Source: OCS protocol. */
const NEEDS_INVENTORY = 'IPDISCOVER';

/** What all rooms have to tell, in their order. */
export async function askContributors(
  contributors: readonly PrologContributor[],
  asset: StoredAsset | null,
  family: PrologFamily,
): Promise<{ readonly options: readonly PrologOption[]; readonly needsInventory: boolean }> {
  const options: PrologOption[] = [];
  for (const contribute of contributors) options.push(...(await contribute(asset, family)));
  return { options, needsInventory: options.some(({ name }) => name === NEEDS_INVENTORY) };
}
