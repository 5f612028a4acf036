import { type RawBuilder, sql } from 'kysely';

/** Whether a row of `group_members`, by its name in the statement, makes its asset a member: by hand, or by the group's search. */
export function isMember(row: 'm' | 's'): RawBuilder<boolean> {
  const [manual, computed] = [sql.ref(`${row}.manual`), sql.ref(`${row}.computed`)];
  return sql<boolean>`(${manual} = 1 or (${computed} = 1 and ${manual} = 0))`;
}
