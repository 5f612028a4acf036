import type { AssetMover } from '../fleet/asset-mover.ts';
import type { Evidence } from './evidence.ts';
import type { IdentityRepository } from './identity-repository.ts';

type Moved = { readonly deviceIds: readonly string[]; readonly evidence: Evidence };

/**
 * While two records are one, the survivor is recognised by what the agents of both say. Parted again, it forgets the names of the
 * other; what it was recognised by is put back if the other's agent was the last to report.
 */
export function createIdentityMover(repository: IdentityRepository): AssetMover {
  return {
    name: 'identity',
    async move(trx, _from, to) {
      return { deviceIds: await repository.deviceIdsOf(trx, to), evidence: await repository.evidence(trx, to) };
    },
    async restore(trx, from, to, moved) {
      const { deviceIds, evidence } = moved as Moved; // safe: move() made it
      const others = (await repository.deviceIdsOf(trx, from)).filter((deviceId) => !deviceIds.includes(deviceId));
      const last = await repository.reportedAs(trx, to);
      if (last !== undefined && others.includes(last)) await repository.replaceEvidence(trx, to, evidence);
      await repository.removeDeviceIds(trx, to, others);
    },
  };
}
