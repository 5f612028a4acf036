import type { Row } from '../define-section.ts';
import type { Inventory } from '../inventory.ts';
import { isNothing } from './write-plan.ts';

type Sections = Inventory['sections'];

/** `rev 02`, as the OCS agent for Unix reads it from lspci, or the two digits alone. */
const REVISION = /^(?:rev(?:ision)?\.? *)?[0-9a-f]{1,2}$/i;

/**
 * OCS agents disagree about the field TYPE of controllers: for Unix it is the revision, for Windows the kind. Nothing in the
 * document tells one agent from the other, so that the value itself has to: a kind is a word.
 */
export function readOcsControllers(sections: Sections): Sections {
  return withControllers(sections, (row) =>
    isNothing(row.type) && typeof row.revision === 'string' && !REVISION.test(row.revision)
      ? { ...row, type: row.revision, revision: null }
      : row,
  );
}

/** The reverse: an OCS server has one field for both. */
export function writeOcsControllers(sections: Sections): Sections {
  return withControllers(sections, (row) =>
    isNothing(row.revision) && typeof row.type === 'string' && !REVISION.test(row.type)
      ? { ...row, type: null, revision: row.type }
      : row,
  );
}

function withControllers(sections: Sections, change: (row: Row) => Row): Sections {
  const { controllers } = sections;
  return controllers === undefined ? sections : { ...sections, controllers: controllers.map(change) };
}
