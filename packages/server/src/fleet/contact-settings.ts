import type { SettingsService } from '../settings/settings-service.ts';

/** What contacts and inventories ask of the settings. */
export type ContactSettings = Pick<SettingsService, 'get' | 'effective' | 'of'>;
