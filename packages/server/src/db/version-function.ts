import { PRE_RELEASES } from '@muster/protocol';
import { sql } from 'kysely';

/**
 * `versionKey` of the protocol, for PostgreSQL: `version_key.test.ts` compares the two. SQLite calls the one in TypeScript.
 * Frozen with the migration that made it: another function needs another migration.
 */
export const postgresVersionKey = sql`
create or replace function version_key(version text) returns text language sql immutable parallel safe as $body$
  with lower_case as (
    select regexp_replace(translate(left(version, 200), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'),
      '^[^0-9a-z]*v(?=[0-9])', '') as text),
  split as (select substring(text from '^([0-9]+):') as epoch, text from lower_case),
  plain as (
    select epoch, regexp_replace(case when epoch is null then text else substr(text, strpos(text, ':') + 1) end,
      '(\\.0+)+(?=[^0-9.]|$)', '', 'g') as text from split),
  parts as (
    select epoch, m[1] as separator, m[2] as part, place from plain,
      regexp_matches(text, '([^0-9a-z]*)([0-9]+|[a-z]+)', 'g') with ordinality as found (m, place)),
  numbers as (
    select *, left(case when part ~ '^0+$' then '0' else ltrim(part, '0') end, 99) as number from parts),
  keys as (
    select epoch, place, case when strpos(separator, '~') > 0 then '0' else '' end ||
      case when part ~ '^[0-9]' then
        case when (place = 1 and strpos(separator, '~') = 0) or separator = '' or right(separator, 1) = '.' then '6'
          when right(separator, 1) = '+' then '5' else '3' end || lpad(length(number)::text, 2, '0') || number
      else case when part in (${sql.join(PRE_RELEASES.map((word) => sql.lit(word)))}) then '1' else '4' end || part end as key
    from numbers)
  select case when max(epoch) is null then '0' else '1' || (
      select lpad(length(number)::text, 2, '0') || number
      from (select left(case when max(epoch) ~ '^0+$' then '0' else ltrim(max(epoch), '0') end, 99) as number) as one) end
    || string_agg(key, '' order by place) || '2' from keys
$body$`;
