import { definitionOf, settingNames } from '../settings/setting-definitions.ts';
import { meaningOf } from '../settings/setting-types.ts';
import type { FieldType, SearchField } from './search-fields.ts';

const TYPES: Readonly<Record<string, FieldType>> = { integer: 'integer', flag: 'flag' };

/**
 * What single machines have of their own: `setting.FREQUENCY`. A machine without such a value has none here, whatever
 * its groups and the server say.
 */
export const settingFields: readonly SearchField[] = settingNames
  .filter((name) => definitionOf(name).override !== null)
  .map((name) => ({
    name: `setting.${name}`,
    label: name,
    description: `The machine's own value. ${meaningOf(definitionOf(name)).en}`,
    type: TYPES[definitionOf(name).type] ?? 'text',
    unit: null,
    source: {
      kind: 'table',
      table: 'setting_overrides',
      column: 'value',
      isText: true,
      isJson: true,
      where: { name },
    },
  }));
