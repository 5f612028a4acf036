import { AppError } from '@muster/protocol';
import { z } from 'zod';
import type { SettingsService } from '../../settings/settings-service.ts';
import type { WakeService } from '../../wake/wake-service.ts';
import type { CallAction } from '../mass-action.ts';

type Needs = { readonly wake: Pick<WakeService, 'wake'>; readonly settings: Pick<SettingsService, 'get'> };

/** An inventory, now, of each whose agent can be reached. */
export function wakeAction({ wake, settings }: Needs): CallAction<object> {
  return {
    kind: 'call',
    name: 'wake',
    description: 'Asks their agents for an inventory now.',
    permission: 'asset.wake',
    parameters: z.strictObject({}).default({}),
    async begin() {
      if (!(await settings.get('AGENT_WAKE'))) throw new AppError('WAKE_OFF');
      return {
        summary: [],
        async call(assetId, doer) {
          await wake.wake(assetId, doer);
        },
      };
    },
  };
}
