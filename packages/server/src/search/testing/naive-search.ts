import { type Row, versionKey } from '@muster/protocol';
import { isInNetwork, parseNetwork } from '@muster/protocol/query';
import { builtInFields } from '../search-fields.ts';
import type { SearchNode } from '../search-tree.ts';
import type { SampleAsset } from './sample-fleet.ts';

/** When it is asked. */
export const NOW = Date.UTC(2026, 10, 20, 12);
export const DAY = 86_400_000;

const fields = new Map(builtInFields.map((field) => [field.name, field]));

/** Whether a search holds for an asset: a naive evaluation over what the API shows, written without a look at the SQL. */
export function holds(node: SearchNode, asset: SampleAsset, row?: Row): boolean {
  if ('and' in node) return node.and.every((one) => holds(one, asset, row));
  if ('or' in node) return node.or.some((one) => holds(one, asset, row));
  if ('not' in node) return !holds(node.not, asset, row);
  if ('has' in node) {
    const { where } = node;
    return (asset.sections[node.has] ?? [])
      .map(withShare)
      .some((one) => where === undefined || holds(where, asset, one));
  }
  const [section = '', column = ''] = node.field.split('.');
  const type = fields.get(node.field)?.type ?? 'text';
  const compare = (cell: unknown) => compareCell(cell, type, node.operator, node.value);
  if (row !== undefined) return compare(row[column] ?? null);
  if (section === 'asset') return compare(column === 'group' ? null : asset.summary[column]);
  const cells = (asset.sections[section] ?? []).map((one) => withShare(one)[column] ?? null);
  return node.operator === 'empty' ? cells.every(compare) : cells.some(compare);
}

function compareCell(cell: unknown, type: string, operator: string, value: unknown): boolean {
  const isEmpty = cell === null || cell === undefined || cell === '' || (Array.isArray(cell) && cell.length === 0);
  if (operator === 'empty') return isEmpty;
  if (operator === 'notEmpty') return !isEmpty;
  if (isEmpty) return type === 'group' && operator === 'different';
  if (Array.isArray(cell)) {
    if (operator === 'different') return !cell.some((one) => compareCell(one, 'text', 'equal', value));
    return cell.some((one) => compareCell(one, 'text', operator, value));
  }
  if (type === 'version' && COMPARED.includes(operator)) {
    const key = (one: unknown) => versionKey(String(one));
    const [own, first, last] = [key(cell), ...(Array.isArray(value) ? value : [value]).map(key)];
    if (own === null || first == null) return false;
    if (operator === 'less') return own < first;
    if (operator === 'greater') return own > first;
    if (operator === 'atMost') return own <= first;
    if (operator === 'atLeast') return own >= first;
    const isBetween = own >= first && own <= (last ?? '');
    return operator === 'between' ? isBetween : own < first || own > (last ?? '');
  }
  if (type === 'text' || type === 'texts' || type === 'version') {
    const text = String(cell).toLowerCase();
    const wanted = String(value).toLowerCase();
    switch (operator) {
      case 'equal':
        return text === wanted;
      case 'different':
        return text !== wanted;
      case 'oneOf':
        return (value as string[]).some((one) => one.toLowerCase() === text);
      case 'contains':
        return text.includes(wanted);
      case 'begins':
        return text.startsWith(wanted);
      case 'matches':
        return patternOf(wanted).test(text);
      case 'inNetwork': {
        const network = parseNetwork(wanted);
        return network !== null && isInNetwork(text, network);
      }
      default:
        return text.endsWith(wanted);
    }
  }
  if (type === 'flag') return operator === 'equal' ? cell === value : cell !== value;
  const at = toNumber(cell);
  const ends = (one: unknown): [number, number] =>
    typeof one === 'string' && one.length === 10 && type !== 'date'
      ? [toNumber(one), toNumber(one) + (type === 'time' ? DAY - 1 : DAY - 1000)]
      : [toNumber(one), toNumber(one)];
  const inside = ([from, to]: [number, number]) => at >= from && at <= to;
  const list = value as unknown[];
  switch (operator) {
    case 'equal':
      return inside(ends(value));
    case 'different':
      return !inside(ends(value));
    case 'oneOf':
      return list.some((one) => inside(ends(one)));
    case 'less':
      return at < ends(value)[0];
    case 'greater':
      return at > ends(value)[1];
    case 'atMost':
      return at <= ends(value)[1];
    case 'atLeast':
      return at >= ends(value)[0];
    case 'between':
      return at >= ends(list[0])[0] && at <= ends(list[1])[1];
    case 'outside':
      return at < ends(list[0])[0] || at > ends(list[1])[1];
    default: {
      const limit = NOW - Number(value) * DAY;
      // A day is compared as a day, a machine's own clock to the second.
      const cut =
        type === 'date' ? Math.floor(limit / DAY) * DAY : type === 'datetime' ? Math.floor(limit / 1000) * 1000 : limit;
      return operator === 'within' ? at >= cut : at < cut;
    }
  }
}

export const COMPARED = ['less', 'atMost', 'greater', 'atLeast', 'between', 'outside'];

function patternOf(pattern: string): RegExp {
  const source = pattern.replace(/\\(.)|./gsu, (found, escaped?: string) => {
    if (found === '*') return '.*';
    return found === '?' ? '.' : (escaped ?? found).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 'su');
}

function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  const text = String(value).replace(' ', 'T');
  return Date.parse(text.length === 10 || text.endsWith('Z') ? text : `${text}Z`);
}

/** Rows as the API shows them, with what is computed of them or has another name in searches. */
export const withShare = (row: Row): Row => ({
  ...row,
  freePercent: Number(row.total) > 0 && typeof row.free === 'number' ? (100 * row.free) / Number(row.total) : null,
  systemCategory: row.category ?? null,
});
