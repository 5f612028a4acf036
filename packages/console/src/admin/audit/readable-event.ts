import type { AuditEvent } from '../../api/queries/admin.ts';
import type { AdminWords } from '../../computer/administration/admin-words.ts';
import type { Format } from '../../format/create-format.ts';
import { type Difference, textOf } from './audit-words.ts';

/** What the words of an event are looked up in. */
export type Dictionary = {
  readonly admin: AdminWords;
  readonly format: Format;
  readonly yesNo: (value: boolean) => string;
  /** What a property is called; null: it has no words. */
  readonly property: (name: string) => string | null;
  /** What a code stands for, such as the state of a mass action; null: it is no code. */
  readonly code: (property: string, value: string) => string | null;
  /** A value of a setting with its unit. */
  readonly setting: (name: string, value: unknown) => string | null;
  /** Name of a group; null: it is gone, or not known yet. */
  readonly group: (id: number) => string | null;
  readonly computers: (count: number) => string;
  /** A search in the query language; null: it cannot be written. */
  readonly query: (tree: unknown) => string | null;
};

type Sides = Pick<AuditEvent, 'action' | 'target' | 'before' | 'after'>;
type Values = Readonly<Record<string, unknown>>;
type Cell = { readonly key: string; readonly label: string; readonly text: string | null };

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Between the parts of a name. */
const WITHIN = ' · ';

/** What differs between before and after, in the words of who reads it; codes and numbers stay where nothing is known of them. */
export function readableEvent(event: Sides, words: Dictionary): Difference[] {
  const { action, target, before, after } = event;
  if (action === 'setting.set' || action === 'setting.reset') {
    const name = target.replace(/^setting /, '');
    const shown = (value: unknown) => words.setting(name, value) ?? plain(value, words);
    return [{ key: '', before: shown(before), after: shown(after) }];
  }
  if (![before, after].some(isObject)) {
    return before === null && after === null
      ? []
      : [{ key: '', before: plain(before, words), after: plain(after, words) }];
  }
  const [was, is] = [before, after].map((side) => new Map(cellsOf(event, side, words).map((cell) => [cell.key, cell])));
  return [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])]
    .map((key) => ({
      key: was?.get(key)?.label ?? is?.get(key)?.label ?? key,
      before: was?.get(key)?.text ?? null,
      after: is?.get(key)?.text ?? null,
    }))
    .filter(({ before: old, after: now }) => (old || null) !== (now || null));
}

function cellsOf({ action }: Sides, side: unknown, words: Dictionary): Cell[] {
  if (!isObject(side)) return side === null || side === undefined ? [] : [cell('', '', plain(side, words))];
  if (action === 'adminData.update') return adminCells(side, words);
  if (action === 'setting.override' || action === 'setting.inherit') {
    return Object.entries(side).map(([name, value]) =>
      cell(name, name, words.setting(name, value) ?? plain(value, words)),
    );
  }
  return Object.entries(side).flatMap(([name, value]) => propertyCells(side, name, value, words));
}

function propertyCells(side: Values, name: string, value: unknown, words: Dictionary): Cell[] {
  const label = words.property(name) ?? name;
  if (name === 'values' && isObject(value)) return adminCells(value, words);
  if (name === 'parameters' && isObject(value)) return parameterCells(side, value, words);
  if (name === 'tree' && isObject(value)) return [cell(name, label, words.query(value) ?? textOf(value))];
  if (name === 'assetIds' && Array.isArray(value)) {
    // How many there were is said already where the list may be cut.
    const isSaid = 'assets' in side || 'updated' in side;
    return isSaid ? [] : [cell(name, label, words.computers(value.length))];
  }
  if (name === 'choices' && Array.isArray(value))
    return [cell(name, label, choiceLabels(value, words.format.language))];
  if (isObject(value)) {
    return Object.entries(value).map(([inner, one]) =>
      cell(`${name}.${inner}`, `${label}${WITHIN}${words.property(inner) ?? inner}`, plain(one, words)),
    );
  }
  if (name === 'size' && typeof value === 'number') return [cell(name, label, words.format.quantity(value, 'B').text)];
  const coded = typeof value === 'string' ? words.code(name, value) : null;
  return [cell(name, label, coded ?? plain(value, words))];
}

/** What a mass action was told; each action has its own. */
function parameterCells(side: Values, given: Values, words: Dictionary): Cell[] {
  if (isObject(given.values)) {
    return Object.entries(given.values).map(([id, value]) => {
      const text = words.admin.valueById(Number(id), value) ?? plain(value, words);
      return cell(`field ${id}`, words.admin.labelById(Number(id)) ?? id, text ?? '—');
    });
  }
  if (side.action === 'setting' && typeof given.name === 'string') {
    return [cell('value', given.name, words.setting(given.name, given.value) ?? plain(given.value, words) ?? '—')];
  }
  return Object.entries(given).map(([name, value]) => {
    const label = words.property(name) ?? name;
    if (name === 'groupId') return cell(name, label, words.group(Number(value)) ?? textOf(value));
    return cell(name, label, (typeof value === 'string' ? words.code(name, value) : null) ?? plain(value, words));
  });
}

const adminCells = (values: Values, { admin, format }: Dictionary): Cell[] =>
  Object.entries(values).map(([name, value]) =>
    cell(
      name,
      admin.label(name),
      typeof value === 'string'
        ? admin.value(name, value)
        : typeof value === 'number'
          ? format.number(value)
          : textOf(value),
    ),
  );

function choiceLabels(choices: readonly unknown[], language: 'en' | 'fr'): string {
  return choices
    .map((choice) => {
      const label = isObject(choice) && isObject(choice.label) ? choice.label : {};
      return String((language === 'fr' ? label.fr : null) ?? label.en ?? '?');
    })
    .join(', ');
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

function plain(value: unknown, { yesNo, format }: Dictionary): string | null {
  if (typeof value === 'boolean') return yesNo(value);
  if (typeof value === 'string' && MOMENT.test(value)) return format.moment(value);
  return textOf(value);
}

const cell = (key: string, label: string, text: string | null): Cell => ({ key, label, text });
