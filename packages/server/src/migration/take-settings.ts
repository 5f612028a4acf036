import { AppError } from '@muster/protocol';
import { COMMAND_LINE } from '../audit/audit-service.ts';
import { definitionOf, isSettingName } from '../settings/setting-definitions.ts';
import type { SettingDefinition } from '../settings/setting-types.ts';
import { objectionTo, parseSettingText } from '../settings/setting-values.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import type { CountLine, Skip } from './migration-report.ts';
import type { OcsDatabase, OcsRow } from './ocs-database.ts';
import type { TakeoverRepository } from './takeover-repository.ts';

const PAGE = 1000;

/** Names of `devices` that are called otherwise for all. */
const OVERRIDE_NAMES: Readonly<Record<string, string>> = { DOWNLOAD_SWITCH: 'DOWNLOAD', SNMP_SWITCH: 'SNMP' };

type Needs = {
  readonly database: OcsDatabase;
  readonly taken: TakeoverRepository;
  readonly settings: SettingsService;
  readonly skip: (skip: Skip) => void;
  readonly note: (text: string) => void;
  readonly dryRun: boolean;
};

/** Values for all machines. What was taken over once is left alone: it may have been changed here since. */
export async function takeSettings({ database, taken, settings, skip, note, dryRun }: Needs): Promise<CountLine> {
  const rows = await database.rows('SELECT NAME, IVALUE, TVALUE FROM config ORDER BY NAME');
  const known = rows.filter(({ NAME }) => isSettingName(NAME ?? ''));
  const done = await taken.find(
    'setting',
    known.map(({ NAME }) => NAME ?? ''),
  );
  let ours = 0;
  for (const row of known) {
    const name = row.NAME ?? '';
    if (!isSettingName(name)) continue;
    const text = textOf(definitionOf(name), row);
    try {
      if (!done.has(name)) {
        const definition = definitionOf(name);
        const value = parseSettingText(definition, text);
        const objection = objectionTo(definition, value);
        if (objection !== null)
          throw new AppError('SETTING_INVALID', { name, value: text.slice(0, 100), reason: objection });
        if (!dryRun) {
          await settings.set(name, value, COMMAND_LINE);
          await taken.save({ ocs_id: name, our_id: null, stamp: text }, 'setting');
        }
      }
      ours += 1;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      skip({ what: `setting ${name}`, reason: `${error.message} The value in force here stays.` });
    }
  }
  const others = rows.length - known.length;
  if (others > 0)
    note(
      `${others} rows of table config have no meaning here (docs/reference/settings.md says which and why), or belong to fields and to their console.`,
    );
  return { what: 'config (known settings)', theirs: known.length, ours, explained: [] };
}

function textOf(definition: SettingDefinition, { IVALUE, TVALUE }: OcsRow): string {
  const isNumber = definition.type === 'integer' || definition.type === 'flag';
  return (isNumber ? (IVALUE ?? TVALUE) : (TVALUE ?? IVALUE)) ?? '';
}

/** Values of single machines and of groups. Rows that are something else (packages, elections) are kept as they are. */
export async function takeOverrides({ database, taken, settings, skip, dryRun }: Needs): Promise<CountLine> {
  let after = 0;
  const counts = { theirs: 0, ours: 0, gone: 0 };
  for (;;) {
    const rows = await database.rows(
      `SELECT d.ID, d.HARDWARE_ID, d.NAME, d.IVALUE, d.TVALUE, LEFT(h.DEVICEID, 1) = '_' AS OF_GROUP, h.NAME AS WHO
       FROM devices d JOIN hardware h ON h.ID = d.HARDWARE_ID WHERE d.ID > ? ORDER BY d.ID LIMIT ${PAGE}`,
      [after],
    );
    if (rows.length === 0) break;
    after = Number(rows.at(-1)?.ID);
    for (const row of rows.filter(isOverride)) {
      counts.theirs += 1;
      const name = overrideName(row);
      const kind = row.OF_GROUP === '1' ? ('group' as const) : ('asset' as const);
      const what = `${name} of ${kind === 'group' ? 'group' : 'machine'} ${row.WHO ?? ''} (${row.HARDWARE_ID})`;
      try {
        if (dryRun) {
          counts.ours += 1;
          continue;
        }
        const owner = row.HARDWARE_ID ?? '';
        const id = (await taken.find(kind === 'group' ? 'group' : 'machine', [owner])).get(owner)?.our_id ?? null;
        const key = `${owner}:${row.NAME}`;
        if (!(await taken.find('override', [key])).has(key)) {
          if (id === null) throw new AppError('REQUEST_INVALID', { reason: 'its machine or group was not taken over' });
          await settings.setFor({ kind, id }, name, overrideValue(name, row), COMMAND_LINE);
          await taken.save({ ocs_id: key, our_id: id, stamp: row.IVALUE ?? row.TVALUE ?? '' }, 'override');
        }
        counts.ours += 1;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        skip({ what, reason: error.message });
      }
    }
  }
  return { what: 'devices (overrides)', theirs: counts.theirs, ours: counts.ours, explained: [] };
}

const overrideName = ({ NAME }: OcsRow) => OVERRIDE_NAMES[NAME ?? ''] ?? NAME ?? '';

/** Elections of IPDISCOVER (1, or 2 with a network) and rows of packages are none. */
function isOverride(row: OcsRow): boolean {
  const name = overrideName(row);
  if (row.NAME === 'DOWNLOAD' || row.NAME === 'SNMP') return false; // a package, or nothing
  if (row.NAME === 'IPDISCOVER' && row.IVALUE !== '0') return false;
  return isSettingName(name) && definitionOf(name).override !== null;
}

function overrideValue(name: string, row: OcsRow): unknown {
  return isSettingName(name) ? parseSettingText(definitionOf(name), textOf(definitionOf(name), row)) : null;
}

/** Whether a row of `devices` is taken over as an override, and need not be kept. */
export const isTakenDevice = isOverride;
