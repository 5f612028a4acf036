import { AppError } from '@muster/protocol';
import { COMMAND_LINE } from '../audit/audit-service.ts';
import type { GroupService } from '../groups/group-service.ts';
import type { CountLine, Skip } from './migration-report.ts';
import type { OcsDatabase, OcsRow } from './ocs-database.ts';
import type { OcsSchema } from './ocs-schema.ts';
import type { TakeoverRepository } from './takeover-repository.ts';

/** Members that one statement asks for. */
const CHUNK = 1000;

/** STATIC of `groups_cache`. */
const EXCLUDED = '2';

const STATIC_NOTE = 'Members of the OCS group as they were when it was taken over.';

type Needs = {
  readonly database: OcsDatabase;
  readonly schema: OcsSchema;
  readonly taken: TakeoverRepository;
  readonly groups: GroupService;
  readonly skip: (skip: Skip) => void;
  readonly note: (text: string) => void;
};

/**
 * Groups with their members. What a dynamic one was computed by is SQL of their tables, which is never run: it becomes a static
 * group of those who are members now.
 */
export async function takeGroups(needs: Needs): Promise<CountLine[]> {
  const { database, taken, skip, note } = needs;
  const rows = await database.rows(
    `SELECT h.ID, h.NAME, h.DESCRIPTION, g.XMLDEF, g.REQUEST FROM hardware h LEFT JOIN \`groups\` g ON g.HARDWARE_ID = h.ID
     WHERE h.DEVICEID = '_SYSTEMGROUP_' ORDER BY h.ID`,
  );
  const known = await taken.find(
    'group',
    rows.map(({ ID }) => ID ?? ''),
  );
  let groupsHere = 0;
  const members = { theirs: 0, ours: 0, gone: 0 };
  for (const row of rows) {
    const what = `group ${row.NAME ?? ''}`;
    try {
      const standing = known.get(row.ID ?? '');
      const id = await takeGroup(needs, row, standing?.stamp === DONE ? standing.our_id : null);
      groupsHere += 1;
      if (isDynamic(row)) {
        note(
          `${what}: it was dynamic and is static now, with its present members. Make a dynamic group of a search where needed.`,
        );
      }
      const counted = await countMembers(needs, row, id);
      members.theirs += counted.theirs;
      members.ours += counted.ours;
      members.gone += counted.gone;
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'OCS_DATABASE_UNREACHABLE') throw error;
      skip({ what, reason: error.message });
    }
  }
  const { theirs, ours, gone } = members;
  const explained =
    gone === 0 ? [] : [{ reason: 'changed here since, or whose machine was not taken over', count: gone }];
  return [
    { what: 'groups', theirs: rows.length, ours: groupsHere, explained: [] },
    { what: 'groups_cache', theirs, ours, explained },
  ];
}

const isDynamic = ({ XMLDEF, REQUEST }: OcsRow) => (XMLDEF ?? '').trim() !== '' || (REQUEST ?? '').trim() !== '';

/** Stamps of a group: being filled, filled. */
const BEGUN = 'begun';
const DONE = 'done';

async function takeGroup(needs: Needs, row: OcsRow, standing: number | null): Promise<number> {
  if (standing !== null) return standing;
  const { taken, groups } = needs;
  const ocsId = row.ID ?? '';
  const before = (await taken.find('group', [ocsId])).get(ocsId);
  const id = await makeGroup(needs, row, before?.stamp ?? null);
  await taken.save({ ocs_id: ocsId, our_id: id, stamp: BEGUN }, 'group');
  for await (const { included, excluded } of membersOf(needs, ocsId)) {
    if (included.length > 0) await groups.changeMembers(id, { action: 'include', assetIds: included }, COMMAND_LINE);
    if (excluded.length > 0) await groups.changeMembers(id, { action: 'exclude', assetIds: excluded }, COMMAND_LINE);
  }
  await taken.save({ ocs_id: ocsId, our_id: id, stamp: DONE }, 'group');
  return id;
}

/** @param begun Stamp of a run that ended before the group was whole; null: this is the first. */
async function makeGroup({ taken, groups }: Needs, row: OcsRow, begun: string | null): Promise<number> {
  const ocsId = row.ID ?? '';
  const name = (row.NAME ?? '').trim() || `OCS group ${ocsId}`;
  const told = (row.DESCRIPTION ?? '').trim();
  const description = isDynamic(row) ? `${told}${told === '' ? '' : ' '}(${STATIC_NOTE})` : told;
  // Written first: a group of this name that the next run finds is then known to be its own.
  if (begun === null) await taken.save({ ocs_id: ocsId, our_id: null, stamp: BEGUN }, 'group');
  for (const tried of [name, `${name} (OCS)`, `${name} (OCS ${ocsId})`]) {
    const standing = await groupNamed(groups, tried);
    if (standing === null) return (await groups.create({ name: tried, description, tree: null }, COMMAND_LINE)).id;
    if (begun !== null && standing.createdBy === COMMAND_LINE.actor) return standing.id;
  }
  throw new AppError('GROUP_NAME_TAKEN', { name });
}

async function groupNamed(groups: GroupService, name: string) {
  for (let offset = 0; ; offset += 100) {
    const { items, total } = await groups.list({ limit: 100, offset, q: name });
    const found = items.find((group) => group.name.toLowerCase() === name.toLowerCase());
    if (found !== undefined) return found;
    if (offset + 100 >= total) return null;
  }
}

async function* membersOf({ database, taken }: Needs, groupId: string) {
  let after = 0;
  for (;;) {
    const rows = await database.rows(
      `SELECT c.HARDWARE_ID, c.STATIC FROM groups_cache c JOIN hardware h ON h.ID = c.HARDWARE_ID
       WHERE c.GROUP_ID = ? AND c.HARDWARE_ID > ? AND LEFT(h.DEVICEID, 1) <> '_' ORDER BY c.HARDWARE_ID LIMIT ${CHUNK}`,
      [Number(groupId), after],
    );
    if (rows.length === 0) return;
    after = Number(rows.at(-1)?.HARDWARE_ID);
    const machines = await taken.find(
      'machine',
      rows.map((row) => row.HARDWARE_ID ?? ''),
    );
    const numbers = (wanted: boolean) =>
      rows
        .filter(({ STATIC }) => (STATIC === EXCLUDED) === wanted)
        .flatMap(({ HARDWARE_ID }) => machines.get(HARDWARE_ID ?? '')?.our_id ?? []);
    yield { theirs: rows.length, included: numbers(false), excluded: numbers(true) };
  }
}

/** Decided by hand here: all that was taken over, and what people changed since. */
async function countMembers(needs: Needs, row: OcsRow, id: number) {
  let [theirs, found] = [0, 0];
  const ours = await needs.taken.decidedMembers(id);
  for await (const page of membersOf(needs, row.ID ?? '')) {
    theirs += page.theirs;
    found += [...page.included, ...page.excluded].filter((assetId) => ours.has(assetId)).length;
  }
  return { theirs, ours: found, gone: theirs - found };
}
