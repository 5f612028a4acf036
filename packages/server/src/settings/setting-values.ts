import { ADDRESS_RULES, objectionToAddressRule } from './address-rules.ts';
import type { AnySettingValue, Override, SettingDefinition } from './setting-types.ts';

/** The values a setting may have, for a person, after "it must be". */
export function describeRange(definition: SettingDefinition): string {
  if (definition.type === 'flag') return 'true or false';
  if (definition.type === 'choice') return `one of ${definition.choices.join(', ')}`;
  if (definition.type === 'text') return definition.form;
  if (definition.type === 'list')
    return `a list of at most ${ADDRESS_RULES.items} addresses, networks or regular expressions`;
  const { min, max, unit } = definition;
  return `a whole number${unit === null ? '' : ` of ${unit}`} from ${min} to ${max}`;
}

/** Why a value does not suit a setting, for a person; null if it does. */
export function objectionTo(definition: SettingDefinition, value: unknown): string | null {
  if (definition.type === 'list' && isTexts(value) && value.length <= ADDRESS_RULES.items) {
    return value.map(objectionToAddressRule).find((objection) => objection !== null) ?? null;
  }
  return suits(definition, value) ? null : `it must be ${describeRange(definition)}`;
}

function suits(definition: SettingDefinition, value: unknown): boolean {
  if (definition.type === 'flag') return typeof value === 'boolean';
  if (definition.type === 'integer') {
    return Number.isInteger(value) && Number(value) >= definition.min && Number(value) <= definition.max;
  }
  if (typeof value !== 'string') return false;
  if (definition.type === 'choice') return definition.choices.includes(value);
  return definition.type === 'text' && definition.pattern.test(value);
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** As `objectionTo`, for the value of one asset or group. */
export function objectionToOverride(definition: SettingDefinition, override: Override, value: unknown): string | null {
  const objection = objectionTo(definition, value);
  if (objection !== null || override.only === undefined || value === override.only) return objection;
  return `of a machine or a group it can only be ${override.only}`;
}

/** The value that a text of the command line stands for; the text itself where it is none. */
export function parseSettingText(definition: SettingDefinition, text: string): unknown {
  if (definition.type === 'integer') return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  if (definition.type === 'list') return text.split(/\s+/).filter((item) => item !== '');
  if (definition.type !== 'flag') return text;
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  return /^(0|false|no|off)$/i.test(text) ? false : text;
}

/** A value as the command line shows and reads it. */
export function settingText(value: AnySettingValue): string {
  return Array.isArray(value) ? value.join(' ') : String(value);
}
