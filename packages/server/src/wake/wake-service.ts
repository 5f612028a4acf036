import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import { createAddressMatcher } from '../settings/address-rules.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import { type Asked, askAgent } from './ask-agent.ts';
import { isReachableKind, plainAddress } from './wake-address.ts';

type Needs = {
  readonly settings: Pick<SettingsService, 'get'>;
  readonly audit: Pick<AuditService, 'record'>;
  /**
   * Where an asset was heard from last, and what it says of itself; the first is believed first.
   *
   * @throws {AppError} `ASSET_NOT_FOUND`.
   */
  readonly addressesOf: (assetId: number) => Promise<readonly (string | null)[]>;
  readonly ask?: typeof askAgent;
};

export type WakeService = ReturnType<typeof createWakeService>;

/** Asks agents for an inventory now, through their control port. */
export function createWakeService({ settings, audit, addressesOf, ask = askAgent }: Needs) {
  /** The addresses of an asset at which an agent may be asked. @throws {AppError} `WAKE_NO_ADDRESS`, `WAKE_ADDRESS_REFUSED`. */
  async function candidates(assetId: number): Promise<string[]> {
    const known = (await addressesOf(assetId)).flatMap((given) => plainAddress(given ?? '') ?? []);
    const isAllowed = createAddressMatcher(await settings.get('AGENT_WAKE_ADDRESSES'));
    const usable = known.filter((address) => isReachableKind(address) || isAllowed(address));
    const [refused] = known;
    if (refused === undefined) throw new AppError('WAKE_NO_ADDRESS');
    if (usable.length === 0) throw new AppError('WAKE_ADDRESS_REFUSED', { address: refused });
    return [...new Set(usable)];
  }

  return {
    /**
     * Asks the agent of one asset; of several addresses the next is tried where nobody is at home.
     *
     * @returns The address at which it was asked.
     * @throws {AppError} `ASSET_NOT_FOUND`, `WAKE_OFF`, `WAKE_NO_ADDRESS`, `WAKE_ADDRESS_REFUSED`, `WAKE_UNREACHABLE`,
     * `WAKE_REFUSED`, `WAKE_UNTRUSTED`, `WAKE_NO_AGENT`.
     */
    async wake(assetId: number, doer: Doer): Promise<{ readonly address: string }> {
      const addresses = await candidates(assetId);
      if (!(await settings.get('AGENT_WAKE'))) throw new AppError('WAKE_OFF');
      const port = await settings.get('AGENT_WAKE_PORT');
      let last: { readonly address: string; readonly asked: Asked } | undefined;
      for (const address of addresses) {
        const asked = await ask(address, port);
        const after = { address, port, outcome: asked.outcome };
        await audit.record({ ...doer, action: 'asset.wake', target: `asset ${assetId}`, after });
        if (asked.outcome === 'asked') return { address };
        last = { address, asked };
        if (asked.outcome === 'untrusted') break; // it is the agent: no other address is better
      }
      const { address, asked } = last ?? { address: '', asked: { outcome: 'unreachable', detail: '' } as const };
      throw failure(asked, address, port);
    },
  };
}

function failure({ outcome }: Asked, address: string, port: number): AppError {
  if (outcome === 'untrusted') return new AppError('WAKE_UNTRUSTED', { address });
  if (outcome === 'refused') return new AppError('WAKE_REFUSED', { address, port });
  if (outcome === 'stranger') return new AppError('WAKE_NO_AGENT', { address, port });
  return new AppError('WAKE_UNREACHABLE', { address, port });
}
