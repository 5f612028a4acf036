import { AppError } from '@muster/protocol';
import type { UserService } from '../access/user-service.ts';
import { type AuditService, COMMAND_LINE } from '../audit/audit-service.ts';
import type { ReviewService } from '../identity/review-service.ts';
import type { RegistryService } from '../registry/registry-service.ts';
import type { CountLine, MigrationReport, Skip } from './migration-report.ts';
import type { OcsDatabase, OcsRow } from './ocs-database.ts';
import { type OcsSchema, quoted } from './ocs-schema.ts';
import { isTakenDevice } from './take-settings.ts';
import type { TakeoverRepository } from './takeover-repository.ts';

type Needs = {
  readonly database: OcsDatabase;
  readonly schema: OcsSchema;
  readonly taken: TakeoverRepository;
  readonly registry: RegistryService;
  readonly users: UserService;
  readonly audit: Pick<AuditService, 'record'>;
  readonly skip: (skip: Skip) => void;
  readonly note: (text: string) => void;
  readonly dryRun: boolean;
};

/** Questions to the registry of Windows machines. */
export async function takeRegistryQueries({
  database,
  schema,
  taken,
  registry,
  skip,
  dryRun,
}: Needs): Promise<CountLine> {
  if (!schema.tables.has('regconfig')) return { what: 'regconfig', theirs: 0, ours: 0, explained: [] };
  const rows = await database.rows('SELECT * FROM regconfig ORDER BY ID');
  const done = await taken.find(
    'registry',
    rows.map(({ ID }) => ID ?? ''),
  );
  let ours = 0;
  for (const row of rows) {
    const query = {
      name: row.NAME ?? '',
      tree: Number(row.REGTREE ?? 2),
      key: row.REGKEY ?? '',
      value: row.REGVALUE ?? '*',
    };
    try {
      if (!done.has(row.ID ?? '') && !dryRun) {
        const id = await makeQuery(registry, query);
        await taken.save({ ocs_id: row.ID ?? '', our_id: id, stamp: query.name }, 'registry');
      }
      ours += 1;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      skip({ what: `registry query ${query.name}`, reason: error.message });
    }
  }
  return { what: 'regconfig', theirs: rows.length, ours, explained: [] };
}

type Query = Parameters<RegistryService['create']>[0];

/** One that stands here with the same content is the same; its name may have been taken over by a run that was interrupted. */
async function makeQuery(registry: RegistryService, query: Query): Promise<number> {
  if (!Number.isInteger(query.tree) || query.tree < 0 || query.tree > 5) {
    throw new AppError('REGISTRY_QUERY_INVALID', { reason: `there is no tree ${query.tree}` });
  }
  const same = (await registry.list()).find(
    ({ name, tree, value }) => name === query.name.trim() && tree === query.tree && value === query.value.trim(),
  );
  return same?.id ?? (await registry.create(query, COMMAND_LINE)).id;
}

/** What many machines have in common, and no machine is recognised by. What is shipped with this server is not added again. */
export async function takeBlacklists({
  database,
  schema,
  taken,
  reviews,
  skip,
  dryRun,
}: BlacklistNeeds): Promise<CountLine[]> {
  const lines: CountLine[] = [];
  for (const [kind, table, column] of [
    ['mac', 'blacklist_macaddresses', 'MACADDRESS'],
    ['serial', 'blacklist_serials', 'SERIAL'],
  ] as const) {
    if (!schema.tables.has(table)) continue;
    const values = (await database.rows(`SELECT ${column} AS V FROM ${table} ORDER BY ID`)).map(({ V }) => V ?? '');
    const done = await taken.find(`blacklist.${kind}`, values);
    let ours = 0;
    for (const value of values) {
      try {
        if (!done.has(value) && !dryRun) {
          if (!(await reviews.isBlacklisted(kind, value)))
            await reviews.changeBlacklist(kind, value, true, COMMAND_LINE);
          await taken.save({ ocs_id: value, our_id: null, stamp: '' }, `blacklist.${kind}`);
        }
        ours += 1;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        skip({ what: `blacklisted ${kind} "${value}"`, reason: error.message });
      }
    }
    lines.push({ what: table, theirs: values.length, ours, explained: [] });
  }
  return lines;
}

type BlacklistNeeds = Pick<Needs, 'database' | 'schema' | 'taken' | 'skip' | 'dryRun'> & {
  readonly reviews: ReviewService;
};

/** Names of those who sign in. Passwords are hashed in ways that are not safe, and stay behind. */
export async function takeUsers({
  database,
  schema,
  taken,
  users,
  audit,
  skip,
  note,
  dryRun,
}: Needs): Promise<CountLine> {
  if (!schema.tables.has('operators')) return { what: 'operators', theirs: 0, ours: 0, explained: [] };
  const rows = await database.rows('SELECT * FROM operators ORDER BY ID');
  const done = await taken.find(
    'user',
    rows.map(({ ID }) => ID ?? ''),
  );
  let ours = 0;
  for (const row of rows) {
    const name = (row.ID ?? '').trim();
    const role = row.NEW_ACCESSLVL ?? row.ACCESSLVL ?? 'unknown';
    try {
      if (!done.has(row.ID ?? '') && !dryRun) {
        const made = await users.addWithoutPassword(name);
        if (made)
          await audit.record({
            ...COMMAND_LINE,
            action: 'user.add',
            target: `user ${name}`,
            after: { role, password: false },
          });
        await taken.save({ ocs_id: row.ID ?? '', our_id: null, stamp: role }, 'user');
      }
      ours += 1;
      note(`user ${name}: profile "${role}" there, no password here`);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      skip({ what: `user ${name}`, reason: error.message });
    }
  }
  if (rows.length > 0) {
    note(
      'Users cannot sign in until "muster-server user password --name NAME" sets a password. Mind that there are no profiles here yet: who signs in may do everything.',
    );
  }
  return { what: 'operators', theirs: rows.length, ours, explained: [] };
}

/** Tables for which there is no room yet. */
const KEPT = [
  ...['assets_categories', 'archive', 'blacklist_subnet', 'deleted_equiv'],
  ...['devices', 'dico_ignored', 'dico_soft', 'groups', 'itmgmt_comments', 'layouts', 'operators', 'save_query'],
  ...['saas_exp', 'schedule_wol', 'software_categories', 'software_category_exp', 'tags'],
];

/** Columns that never leave the database. */
const SECRETS = new Set(['PASSWD', 'PASSWORD_VERSION']);

const BATCH = 500;

/** Rows that have no place in this version, as they are. */
export async function keepRows({ database, schema, taken, dryRun }: Needs): Promise<MigrationReport['kept'][number][]> {
  const kept: { table: string; rows: number }[] = [];
  for (const name of KEPT) {
    const table = schema.tables.get(name);
    if (table === undefined || table.rows === 0) continue;
    const seen = new Map<string, number>();
    let rows = 0;
    let batch: OcsRow[] = [];
    const flush = async () => {
      rows += dryRun ? batch.length : await taken.keep(name, batch, seen);
      batch = [];
    };
    for await (const row of database.stream(`SELECT * FROM ${quoted(table.name)}`)) {
      if (name === 'devices' && isTakenDevice({ ...row, OF_GROUP: '0' })) continue;
      batch.push(Object.fromEntries(Object.entries(row).filter(([column]) => !SECRETS.has(column))));
      if (batch.length >= BATCH) await flush();
    }
    if (batch.length > 0) await flush();
    if (rows > 0) kept.push({ table: name, rows });
  }
  return kept;
}

/** Tables that are taken over, used on the way, or no data. */
const USED = new Set([
  ...['blacklist_macaddresses', 'blacklist_serials', 'devicetype', 'netmap', 'network_devices', 'subnet'],
  ...['accountinfo', 'accountinfo_config', 'config', 'download_history', 'groups_cache', 'hardware', 'regconfig'],
  ...['software', 'softwares', 'software_name', 'software_publisher', 'software_version', 'software_link'],
  ...[
    'conntrack',
    'engine_mutex',
    'engine_persistent',
    'hardware_osname_cache',
    'languages',
    'locks',
    'prolog_conntrack',
  ],
  ...['registry_name_cache', 'registry_regvalue_cache', 'softwares_name_cache', 'auth_attempt', 'notification'],
]);

/** Tables with rows that are neither taken over nor kept. */
export function leftBehind(schema: OcsSchema): MigrationReport['left'] {
  const sections = new Set(schema.sections.map(({ name }) => name.toLowerCase()));
  return [...schema.tables]
    .filter(([name, { rows }]) => rows > 0 && !sections.has(name) && !USED.has(name) && !KEPT.includes(name))
    .map(([table, { rows }]) => ({ table, rows }));
}
