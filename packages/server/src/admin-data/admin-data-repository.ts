import { sql } from 'kysely';
import { idInScope, inScope } from '../db/asset-scope.ts';
import type { Db, Executor } from '../db/database.ts';
import type { AdminField, Choice, FieldType, StoredField } from './admin-field.ts';
import type { AdminFieldsTable, AdminStatesTable } from './admin-tables.ts';

/** How many ids one statement asks for. SQLite and PostgreSQL take at least 32,766 parameters. */
const CHUNK = 10_000;

/** What a file of machines names them by → where it stands. */
export const MATCH_COLUMNS = { name: 'name', serial: 'serial', deviceId: 'device_id', id: 'id' } as const;
export type MatchBy = keyof typeof MATCH_COLUMNS;

export type AssetRef = { readonly id: number; readonly name: string; readonly tag: string | null };

export type NewField = Omit<AdminField, 'id' | 'builtIn'> & Pick<StoredField, 'nextChoiceId' | 'onForms'>;

export type StoredValue = { readonly assetId: number; readonly fieldId: number; readonly value: string };

export type AdminDataRepository = ReturnType<typeof createAdminDataRepository>;

/** Fields, values and their versions. It alone writes `assets.tag`, which shows the TAG in lists. */
export function createAdminDataRepository({ kysely, engine }: Db) {
  return {
    transaction: <T>(work: (trx: Executor) => Promise<T>): Promise<T> => kysely.transaction().execute(work),

    /** Every field in its order. */
    async fields(executor: Executor = kysely): Promise<StoredField[]> {
      const rows = await executor.selectFrom('admin_fields').selectAll().orderBy('position').orderBy('id').execute();
      return rows.map(toField);
    },

    async insertField(trx: Executor, field: NewField, now: number): Promise<number> {
      const row = {
        ...fromField(field),
        name: field.name,
        name_key: field.name.toLowerCase(),
        type: field.type,
        position: field.position,
        built_in: 0,
      };
      const created = await trx
        .insertInto('admin_fields')
        .values({ ...row, created_at: now, updated_at: now })
        .returning('id')
        .executeTakeFirstOrThrow();
      return created.id;
    },

    async updateField(
      trx: Executor,
      id: number,
      field: Omit<NewField, 'name' | 'type' | 'position'>,
      now: number,
    ): Promise<void> {
      await trx
        .updateTable('admin_fields')
        .set({ ...fromField(field), updated_at: now })
        .where('id', '=', id)
        .execute();
    },

    async setPosition(trx: Executor, id: number, position: number): Promise<void> {
      await trx.updateTable('admin_fields').set({ position }).where('id', '=', id).execute();
    },

    async deleteField(trx: Executor, id: number): Promise<void> {
      await trx.deleteFrom('admin_fields').where('id', '=', id).execute();
    },

    async valuesOfField(trx: Executor, fieldId: number): Promise<StoredValue[]> {
      return await trx
        .selectFrom('admin_values')
        .select(['asset_id as assetId', 'field_id as fieldId', 'value'])
        .where('field_id', '=', fieldId)
        .orderBy('asset_id')
        .execute();
    },

    /** How many machines have a value of each field. */
    async countByField(): Promise<{ fieldId: number; machines: number }[]> {
      return await kysely
        .selectFrom('admin_values')
        .select(['field_id as fieldId', (eb) => eb.fn.countAll<number>().as('machines')])
        .where(idInScope(sql.ref('asset_id')))
        .groupBy('field_id')
        .execute();
    },

    /** How many machines have each stored value of some fields; those of choices are few. */
    async countByValue(fieldIds: readonly number[]): Promise<{ fieldId: number; value: string; machines: number }[]> {
      if (fieldIds.length === 0) return [];
      return await kysely
        .selectFrom('admin_values')
        .select(['field_id as fieldId', 'value', (eb) => eb.fn.countAll<number>().as('machines')])
        .where('field_id', 'in', fieldIds)
        .where(idInScope(sql.ref('asset_id')))
        .groupBy(['field_id', 'value'])
        .execute();
    },

    /** What agents sent under a name at their last inventory: the section keeps their copies as they are. */
    async toldByAgents(trx: Executor, name: string): Promise<{ assetId: number; value: string }[]> {
      const found = await sql<{ assetId: number; value: string }>`
        select s.asset_id as ${sql.ref('assetId')}, s.value as value from section_account_info s
        join assets a on a.id = s.asset_id
        where lower(s.name) = ${name.toLowerCase()} and s.value is not null and a.merged_into is null
        order by s.asset_id`.execute(trx);
      return found.rows;
    },

    async findAsset(id: number): Promise<AssetRef | undefined> {
      return await kysely
        .selectFrom('assets as a')
        .select(['a.id', 'a.name', 'a.tag'])
        .where('a.id', '=', id)
        .where('a.merged_into', 'is', null)
        .where(inScope())
        .executeTakeFirst();
    },

    /** Those of the assets that exist, locked until the transaction ends; always in one order, so that none waits in a circle. */
    async lockAssets(trx: Executor, ids: readonly number[]): Promise<Map<number, AssetRef>> {
      const found = new Map<number, AssetRef>();
      for (const some of chunks([...ids].sort((a, b) => a - b))) {
        const query = trx
          .selectFrom('assets')
          .select(['id', 'name', 'tag'])
          .where('id', 'in', some)
          .where('merged_into', 'is', null)
          .orderBy('id');
        const rows = await (engine.rowLocks ? query.forUpdate() : query).execute();
        for (const row of rows) found.set(row.id, row);
      }
      return found;
    },

    /** Which assets, of those that who asks may see, bear each key; keys and results in lower case. */
    async findByKey(executor: Executor, by: MatchBy, keys: readonly string[]): Promise<Map<string, number[]>> {
      const column = sql.ref(MATCH_COLUMNS[by]);
      // SQLite lowers ASCII letters only: both spellings are asked for, and compared here.
      const asked = by === 'id' ? keys : [...new Set(keys.flatMap((key) => [key.toLowerCase(), lowerAscii(key)]))];
      const found = new Map<string, number[]>();
      for (const some of chunks(asked)) {
        const rows = await executor
          .selectFrom('assets as a')
          .select(['id', sql<string | null>`cast(${column} as text)`.as('key')])
          .where(sql<boolean>`lower(cast(${column} as text)) in (${sql.join(some)})`)
          .where('merged_into', 'is', null)
          .where(inScope())
          // Names and serials of archived machines may live on in others; ids are said on purpose.
          .$if(by === 'name' || by === 'serial', (query) => query.where('archived_at', 'is', null))
          .orderBy('id')
          .execute();
        for (const { id, key } of rows) {
          const name = (key ?? '').toLowerCase();
          const ids = found.get(name) ?? [];
          if (!ids.includes(id)) found.set(name, [...ids, id]);
        }
      }
      return found;
    },

    async states(executor: Executor | undefined, assetIds: readonly number[]): Promise<Map<number, AdminStatesTable>> {
      const found = new Map<number, AdminStatesTable>();
      for (const some of chunks(assetIds)) {
        const rows = await (executor ?? kysely)
          .selectFrom('admin_states')
          .selectAll()
          .where('asset_id', 'in', some)
          .execute();
        for (const row of rows) found.set(row.asset_id, row);
      }
      return found;
    },

    /** Asset → field → value. */
    async values(
      executor: Executor | undefined,
      assetIds: readonly number[],
    ): Promise<Map<number, Map<number, string>>> {
      const found = new Map<number, Map<number, string>>();
      for (const some of chunks(assetIds)) {
        const rows = await (executor ?? kysely)
          .selectFrom('admin_values')
          .selectAll()
          .where('asset_id', 'in', some)
          .execute();
        for (const { asset_id, field_id, value } of rows) {
          const values = found.get(asset_id) ?? new Map<number, string>();
          found.set(asset_id, values.set(field_id, value));
        }
      }
      return found;
    },

    async saveStates(trx: Executor, states: readonly AdminStatesTable[]): Promise<void> {
      if (states.length === 0) return;
      const rows = engine.rowsFromJson(
        states.map((state) => [state.asset_id, state.version, state.updated_at, state.agent_tag]),
        [
          { name: 'asset_id', type: 'reference' },
          { name: 'version', type: 'integer' },
          { name: 'updated_at', type: 'time' },
          { name: 'agent_tag', type: 'text' },
        ],
      );
      await sql`insert into admin_states (asset_id, version, updated_at, agent_tag) select * from ${rows} where true
        on conflict (asset_id) do update
        set version = excluded.version, updated_at = excluded.updated_at, agent_tag = excluded.agent_tag`.execute(trx);
    },

    async setAgentTag(trx: Executor, assetId: number, agentTag: string | null): Promise<void> {
      await trx.updateTable('admin_states').set({ agent_tag: agentTag }).where('asset_id', '=', assetId).execute();
    },

    async saveValues(trx: Executor, values: readonly StoredValue[]): Promise<void> {
      if (values.length === 0) return;
      const rows = engine.rowsFromJson(
        values.map(({ assetId, fieldId, value }) => [assetId, fieldId, value]),
        [
          { name: 'asset_id', type: 'reference' },
          { name: 'field_id', type: 'reference' },
          { name: 'value', type: 'text' },
        ],
      );
      await sql`insert into admin_values (asset_id, field_id, value) select * from ${rows} where true
        on conflict (asset_id, field_id) do update set value = excluded.value`.execute(trx);
    },

    async removeValues(trx: Executor, fieldId: number, assetIds: readonly number[]): Promise<void> {
      for (const some of chunks(assetIds)) {
        await trx.deleteFrom('admin_values').where('field_id', '=', fieldId).where('asset_id', 'in', some).execute();
      }
    },

    async setTag(trx: Executor, tag: string | null, assetIds: readonly number[]): Promise<void> {
      for (const some of chunks(assetIds)) {
        await trx.updateTable('assets').set({ tag }).where('id', 'in', some).execute();
      }
    },

    /** Forgets all that is kept of an asset; a merge puts it elsewhere. */
    async clear(trx: Executor, assetId: number): Promise<void> {
      await trx.deleteFrom('admin_values').where('asset_id', '=', assetId).execute();
      await trx.deleteFrom('admin_states').where('asset_id', '=', assetId).execute();
    },
  };
}

function toField(row: Omit<AdminFieldsTable, 'id' | 'on_forms'> & { id: number; on_forms: number }): StoredField {
  return {
    id: row.id,
    name: row.name,
    type: row.type as FieldType, // safe: the API admits no other
    label: { en: row.label_en, fr: row.label_fr },
    tab: row.tab,
    position: row.position,
    default: row.default_value,
    choices: JSON.parse(row.choices) as Choice[], // safe: we wrote it
    nextChoiceId: row.next_choice_id,
    builtIn: row.built_in === 1,
    onForms: row.on_forms === 1,
    updatedAt: row.updated_at,
  };
}

function fromField(field: Omit<NewField, 'name' | 'type' | 'position'>) {
  return {
    label_en: field.label.en,
    label_fr: field.label.fr,
    tab: field.tab,
    default_value: field.default,
    choices: JSON.stringify(field.choices),
    next_choice_id: field.nextChoiceId,
    on_forms: field.onForms ? 1 : 0,
  };
}

function* chunks<T>(list: readonly T[]): Generator<T[]> {
  for (let start = 0; start < list.length; start += CHUNK) yield list.slice(start, start + CHUNK);
}

const lowerAscii = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
