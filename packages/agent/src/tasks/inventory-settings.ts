import { AppError, type SectionName, sections } from '@muster/protocol';
import type { Config } from '../config.ts';
import { checkHidden } from '../content/privacy.ts';
import { sectionsOfCategories } from '../targets/categories.ts';

/** What of the configuration says how an inventory is to be. */
export type InventorySettings = Pick<
  Config,
  'without' | 'including' | 'noSoftware' | 'hide' | 'additionalContent' | 'sectionsFolder'
>;

/** @throws {AppError} `OPTION_INVALID`: an option names what is not there. */
export function checkInventorySettings({ without, including, hide: hidden }: InventorySettings): void {
  toSections(without);
  const wrong = including.find((name) => !Object.hasOwn(sections, name));
  if (wrong !== undefined) throw new AppError('OPTION_INVALID', { reason: `--with "${wrong}" is no section` });
  checkHidden(hidden);
}

/** Our names of sections, and those that GLPI and FusionInventory have for groups of them; several may be parted by commas. */
export function toSections(names: readonly string[]): SectionName[] {
  return names
    .flatMap((name) => name.split(','))
    .map((name) => name.trim())
    .filter(Boolean)
    .flatMap((name) => {
      if (Object.hasOwn(sections, name)) return [name as SectionName]; // safe: looked up just now
      const found = sectionsOfCategories([name]);
      if (found.length > 0) return found;
      const known = Object.keys(sections).join(', ');
      throw new AppError('OPTION_INVALID', { reason: `--without "${name}" is no section; known are ${known}` });
    });
}
