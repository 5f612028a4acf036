import { type AdminField, type FieldType as AdminFieldType, hasChoices } from '../admin-data/admin-field.ts';
import type { FieldProvider, FieldType } from './search-fields.ts';

const TYPES: Readonly<Record<AdminFieldType, FieldType>> = {
  text: 'text',
  multiline: 'text',
  integer: 'integer',
  real: 'real',
  date: 'date',
  select: 'choice',
  radio: 'choice',
  checkbox: 'choices',
};

/**
 * The administrative fields, under the name `admin.` and their number, which outlives a change of the name. TAG is
 * `asset.tag`.
 */
export function adminFields(list: () => Promise<readonly AdminField[]>): FieldProvider {
  return async () =>
    (await list())
      .filter(({ builtIn }) => !builtIn)
      .map(({ id, name, label, type, choices }) => ({
        name: `admin.${id}`,
        label: label.en,
        labelFr: label.fr ?? undefined,
        description: `Administrative field ${name}.`,
        type: TYPES[type],
        unit: null,
        alias: /^[\p{L}\p{N}_]+$/u.test(name) ? `admin.${name}` : undefined,
        choices: hasChoices(type)
          ? choices.map((choice) => ({
              value: choice.id,
              label: choice.label.en,
              labelFr: choice.label.fr ?? undefined,
            }))
          : undefined,
        source: { kind: 'table', table: 'admin_values', column: 'value', isText: true, where: { field_id: id } },
      }));
}
