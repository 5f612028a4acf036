import type { Column, Row, Section } from '../define-section.ts';
import { writeOcsAddresses } from './ocs-addresses.ts';
import { writeOcsControllers } from './ocs-controllers.ts';
import { planFor } from './section-plan.ts';
import { writeNodes } from './write-plan.ts';
import { xmlTexts } from './xml-cell.ts';

export type OcsField = { readonly name: string; readonly columnName: string; readonly column: Column };

/** A section as programs that read an OCS Inventory server know it. */
export type OcsTable = {
  /** As the element of XML is named, in capitals: `SOFTWARES`. */
  readonly element: string;
  readonly section: Section;
  readonly fields: readonly OcsField[];
};

/** Sections below which no table of a computer stands: their rows belong to administrative data, the network, packages. */
const ELSEWHERE = new Set(['accountInfo', 'ipDiscover', 'downloadHistory', 'accessLog']);

let tables: readonly OcsTable[] | null = null;

/** Every section that is a table of rows with plain fields, under the names of OCS Inventory. */
export function ocsTables(): readonly OcsTable[] {
  tables ??= [...planFor('ocs').sections.values()]
    .filter(({ section, path }) => {
      const { name, parent, rows } = section;
      return parent === undefined && rows !== 'map' && !path.includes('/') && !ELSEWHERE.has(name);
    })
    .map(({ section, path, names }) => ({
      element: path,
      section,
      fields: writeNodes(names).flatMap(({ name, column }) =>
        column === null ? [] : [{ name, columnName: column.name, column: column.column }],
      ),
    }));
  return tables;
}

/** The rows of a section, a text a field; fields of which nothing is known are left out, several texts joined by a slash. */
export function toOcsRows({ element, section, fields }: OcsTable, rows: readonly Row[]): Record<string, string>[] {
  const read = inOcsFields(section.name, rows);
  return read.map((row) => {
    const texts: Record<string, string> = {};
    for (const { name, columnName, column } of fields) {
      const values = xmlTexts({ dialect: 'ocs', path: element, name }, column, row[columnName]);
      if (values.length > 0) texts[name] = values.join('/');
    }
    return texts;
  });
}

/** OCS Inventory has one field for addresses of both kinds, and one for the revision and the kind of a controller. */
function inOcsFields(name: string, rows: readonly Row[]): readonly Row[] {
  const given = rows as never; // safe: rows of the section of that name
  if (name === 'networks') return (writeOcsAddresses({ networks: given }).networks ?? []) as readonly Row[];
  if (name === 'controllers') return (writeOcsControllers({ controllers: given }).controllers ?? []) as readonly Row[];
  return rows;
}
