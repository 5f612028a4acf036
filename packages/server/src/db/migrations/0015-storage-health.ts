import type { Migration } from '../migrate.ts';
import { addSectionSchema, type SectionSchema } from '../section-table.ts';

/** Written by `npm run gen -- --migration` from the section definitions of its day; frozen once released. */
export const storageHealth: Migration = {
  name: '0015-storage-health',
  up: (db, engine) => addSectionSchema(db, engine, SCHEMA),
};

const SCHEMA: SectionSchema = {
  section_storages: {
    health: 'text',
  },
};
