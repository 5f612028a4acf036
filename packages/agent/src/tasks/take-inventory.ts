import { AppError } from '@muster/protocol';
import { collectors } from '../collectors/index.ts';
import { hide } from '../content/privacy.ts';
import type { Host } from '../host/host.ts';
import { type Credentials, giveCredentials } from '../linux/databases/database-server.ts';
import type { Log } from '../log.ts';
import type { SectionRows } from '../section-hashes.ts';
import { collectSections } from './inventory.ts';
import { checkInventorySettings, type InventorySettings, toSections } from './inventory-settings.ts';

export type Taking = {
  readonly host: Host;
  readonly config: InventorySettings;
  readonly log: Log;
  /** Sections that the server does not want. */
  readonly unwanted?: readonly string[];
  /** Into databases, as the server has them. */
  readonly credentials?: readonly Credentials[];
};

/**
 * The machine as the administrator wants it shown: collected, with what he adds, and without what he hides.
 *
 * @throws {AppError} `OPTION_INVALID`.
 */
export async function takeInventory(taking: Taking): Promise<SectionRows> {
  const { host, config, log, unwanted = [], credentials = [] } = taking;
  checkInventorySettings(config);
  if (credentials.length > 0) giveCredentials(host, credentials);
  const without = [...toSections(config.without), ...unwanted, ...(config.noSoftware ? ['software'] : [])];
  const rows = await collectSections({ host, collectors, without, including: config.including, log });
  const complete = await addContent(host, rows, config, log);
  return config.hide.length === 0 ? complete : hide(complete, config.hide);
}

/** A file that cannot be used is said, and the inventory goes on without it. */
async function addContent(host: Host, rows: SectionRows, config: InventorySettings, log: Log): Promise<SectionRows> {
  const { readOwnSections } = await import('../content/own-sections.ts');
  const added = config.sectionsFolder === null ? [] : await readOwnSections(host, config.sectionsFolder);
  const contents = [...added];
  for (const path of config.additionalContent) {
    const text = await host.read(path, { limitBytes: 16 * 1024 * 1024 });
    if (text === null) log.warn(new AppError('CONTENT_UNUSABLE', { from: path, reason: 'it cannot be read' }).message);
    else contents.push({ from: path, text });
  }
  if (contents.length === 0) return rows;
  const { mergeContent, readContent } = await import('../content/merge-content.ts');
  return contents.reduce((merged, { from, text }) => {
    try {
      return mergeContent(merged, readContent(text, from));
    } catch (error) {
      log.warn(error instanceof AppError ? error.message : String(error));
      return merged;
    }
  }, rows);
}
