import { type Section, type SectionName, sections } from '@muster/protocol';
import { hashSections, type SectionHashes, type SectionRows } from '../section-hashes.ts';
import type { TargetState } from '../state.ts';
import { isSectionOfGlpi } from './glpi-format.ts';

export type Content = {
  readonly rows: SectionRows;
  /** A section that is absent is as it was. */
  readonly partial: boolean;
  /** Of the whole. */
  readonly hashes: SectionHashes;
};

/** In every inventory, changed or not. */
const ALWAYS: readonly SectionName[] = ['bios', 'hardware', 'accessLog', 'versionProvider'];

/**
 * What of an inventory a GLPI server must get: the sections that are not as they were when it last accepted one.
 *
 * All of it at first, after `limit` partial ones, and when a section has vanished, as a section that is absent says
 * nothing. Source: agent-protocols §3.3.
 */
export function toContent(all: SectionRows, state: TargetState, limit: number): Content {
  const rows: SectionRows = Object.fromEntries(Object.entries(all).filter(([name]) => isOfGlpi(rootOf(name))));
  const hashes = ofRoots(hashSections(withRows(rows), 'all'));
  const before = state.contentHashes;
  const vanished = Object.keys(before).some((name) => hashes[name] === undefined);
  if (Object.keys(before).length === 0 || vanished || state.partials >= limit) return { rows, partial: false, hashes };
  const changed = new Set<string>([...ALWAYS, ...Object.keys(hashes).filter((name) => hashes[name] !== before[name])]);
  // Software is matched by the system it runs on.
  if (changed.has('software')) changed.add('operatingSystem');
  const kept = Object.entries(rows).filter(([name]) => changed.has(rootOf(name)));
  return { rows: withoutUser(Object.fromEntries(kept), changed.has('users')), partial: true, hashes };
}

/** Rows of a section inside another one belong to that. */
function ofRoots(hashes: SectionHashes): SectionHashes {
  const roots: Record<string, string> = {};
  for (const name of Object.keys(hashes).sort()) roots[rootOf(name)] = `${roots[rootOf(name)] ?? ''}${hashes[name]}`;
  return roots;
}

function rootOf(name: string): string {
  const section = (sections as Readonly<Record<string, Section>>)[name];
  return section?.parent === undefined ? name : rootOf(section.parent);
}

/** What comes and goes without a GLPI knowing it is no reason for a whole inventory. */
function isOfGlpi(name: string): boolean {
  const { json } = (sections as Readonly<Record<string, Section>>)[name]?.wire ?? {};
  return [json ?? []].flat().some(isSectionOfGlpi);
}

function withRows(rows: SectionRows): SectionRows {
  return Object.fromEntries(Object.entries(rows).filter(([, list]) => list.length > 0));
}

/** A server takes a last user that stands alone for a change of the users. */
function withoutUser(rows: SectionRows, usersChanged: boolean): SectionRows {
  if (usersChanged || rows.hardware === undefined) return rows;
  const hardware = rows.hardware.map((row) => ({ ...row, lastLoggedUser: null, lastLoggedAt: null }));
  return { ...rows, hardware };
}
