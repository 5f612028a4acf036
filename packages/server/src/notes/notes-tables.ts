import type { Generated } from 'kysely';

/** What people write about an asset. Times are ms since 1970, UTC. */
export type AssetNotesTable = {
  id: Generated<number>;
  asset_id: number;
  text: string;
  /** A user's name, or `token:NAME`. */
  author: string;
  created_at: number;
  /** Null for one that was never changed. */
  updated_at: number | null;
};

/** Files that people keep with an asset; the content is in the row, so that it is in every copy of the database. */
export type AssetAttachmentsTable = {
  id: Generated<number>;
  asset_id: number;
  /** As its owner called it. It is never part of a path. */
  name: string;
  comment: string;
  /** Bytes. */
  size: number;
  sha256: string;
  content: Uint8Array;
  author: string;
  created_at: number;
};

export type NotesTables = { asset_notes: AssetNotesTable; asset_attachments: AssetAttachmentsTable };
