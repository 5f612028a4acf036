import { QUERY_LIMITS, quoteValue } from '@muster/protocol/query';
import { z } from 'zod';
import { currentScope } from '../access/viewer.ts';
import type { AssetSelection } from '../fleet/asset-selection.ts';

const text = z.string().max(200).trim().optional();

/** Of which computers the numbers of software are; of all where nothing is given. */
export const amongFilter = {
  os: text.describe('Only computers whose system contains this text.'),
  tag: text.describe('Only computers of this TAG.'),
  group: text.describe('Only members of this group, by its name or number.'),
  query: z
    .string()
    .max(QUERY_LIMITS.length)
    .optional()
    .describe('Only computers that this search in the query language finds; the above must hold too.'),
};

export type Among = {
  readonly os?: string | undefined;
  readonly tag?: string | undefined;
  readonly group?: string | undefined;
  readonly query?: string | undefined;
};

/**
 * The computers whose software is counted for who asks; null: all, whose numbers stand in the catalogue. Who may see some of them alone
 * is told of those.
 */
export function selectionCounted(among: Among): AssetSelection | null {
  return selectionAmong(among) ?? (currentScope() === 'everything' ? null : { kind: 'computer', archived: 'exclude' });
}

/** The selection of assets that is meant; null: all computers. */
export function selectionAmong({ os = '', tag = '', group = '', query = '' }: Among): AssetSelection | null {
  const parts = [
    os === '' ? '' : `os:${quoteValue(os)}`,
    tag === '' ? '' : `tag=${quoteValue(tag)}`,
    group === '' ? '' : `group=${quoteValue(group)}`,
  ].filter((part) => part !== '');
  if (parts.length === 0 && query.trim() === '') return null;
  return { kind: 'computer', archived: 'exclude', query, filter: parts.join(' ') };
}
