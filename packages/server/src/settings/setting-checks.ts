import { AppError } from '@muster/protocol';
import type { JsonValue } from '../fleet/asset-mover.ts';
import { definitionOf, isSettingName, type SettingName } from './setting-definitions.ts';
import type { AnySettingValue, Override } from './setting-types.ts';

/** @throws {AppError} `SETTING_UNKNOWN`. */
export function nameOf(name: string): SettingName {
  if (!isSettingName(name)) throw new AppError('SETTING_UNKNOWN', { name });
  return name;
}

/** @throws {AppError} `SETTING_NOT_OVERRIDABLE`. */
export function overrideOf(name: SettingName): Override {
  const { override } = definitionOf(name);
  if (override === null) throw new AppError('SETTING_NOT_OVERRIDABLE', { name });
  return override;
}

/** @throws {AppError} `SETTING_INVALID` where there is an objection. */
export function checked(name: SettingName, value: unknown, objection: string | null): AnySettingValue {
  if (objection === null) return value as AnySettingValue; // safe: there is no objection to it
  const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
  throw new AppError('SETTING_INVALID', { name, value: shown.slice(0, 100), reason: objection });
}

export const asJson = (value: unknown) => value as JsonValue; // safe: it was read from JSON, or is a default
export const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
