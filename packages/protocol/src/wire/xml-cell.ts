import type { Cell, Column } from '../define-section.ts';

/** Where a cell is written. */
export type CellPlace = {
  readonly dialect: 'ocs' | 'fusion';
  /** Path of the row's element. */
  readonly path: string;
  /** Element of the cell. */
  readonly name: string;
};

/** Words that agents for XML servers begin with a capital: `Up`, `Down`. Source: agent-protocols §1.6, §2.5. */
const CAPITALIZED = new Set(['NETWORKS/STATUS']);
const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** A cell as its elements in XML hold it: one text each, none for an empty cell. */
export function xmlTexts(place: CellPlace, column: Column, cell: Cell | undefined): readonly string[] {
  if (cell === null || cell === undefined || cell === '') return [];
  if (typeof cell === 'object') return cell;
  if (typeof cell === 'boolean') return [cell ? '1' : '0'];
  if (column.type === 'datetime' || column.type === 'date') return [xmlDate(place, String(cell))];
  const text = String(cell);
  return [place.name === 'STATUS' && CAPITALIZED.has(`${place.path}/STATUS`) ? capitalized(text) : text];
}

/**
 * Dates that servers insist on: `BDATE` month/day/year; `INSTALLDATE` year/month/day for OCS, which stores today for any other
 * form, and day/month/year for the others. Source: ocs-server §2.4, agent-protocols §2.5.
 */
function xmlDate({ name, dialect }: CellPlace, value: string): string {
  const [day = '', time = ''] = value.replace(/ 00:00:00$/, '').split(' ');
  const [year, month, dayOfMonth] = day.split('-');
  const rest = time === '' ? '' : ` ${time}`;
  if (name === 'BDATE') return `${month}/${dayOfMonth}/${year}${rest}`;
  if (name !== 'INSTALLDATE') return value;
  return dialect === 'ocs' ? `${day.replaceAll('-', '/')}${rest}` : `${dayOfMonth}/${month}/${year}${rest}`;
}
