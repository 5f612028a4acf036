import { AppError } from '@muster/protocol';
import type { AdminDataService } from '../admin-data/admin-data-service.ts';
import { type AdminField, type FieldType, hasChoices, isTag } from '../admin-data/admin-field.ts';
import type { AdminFieldService } from '../admin-data/admin-field-service.ts';
import { toStoredValue } from '../admin-data/admin-value.ts';
import { COMMAND_LINE } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { Skip } from './migration-report.ts';
import type { OcsDatabase, OcsRow } from './ocs-database.ts';
import type { OcsSchema } from './ocs-schema.ts';

/** Source: OCS Inventory, `accountinfo_config.TYPE`. 8, a QR code, holds no data. */
const TYPES: Readonly<Record<string, FieldType>> = {
  0: 'text',
  1: 'multiline',
  2: 'select',
  5: 'checkbox',
  11: 'radio',
  14: 'date',
  15: 'integer',
};
const QR_CODE = '8';

/** A field of theirs, and what it is here. */
type Mapped = {
  /** Column of `accountinfo`, in capitals. */
  readonly column: string;
  readonly field: AdminField;
  /** Their number of a choice → ours. */
  readonly choices: ReadonlyMap<string, number>;
};

type Needs = {
  readonly database: OcsDatabase;
  readonly schema: OcsSchema;
  readonly fields: AdminFieldService;
  readonly data: Pick<AdminDataService, 'apply'>;
  readonly skip: (skip: Skip) => void;
  readonly dryRun: boolean;
};

export type AdminTaker = Awaited<ReturnType<typeof createAdminTaker>>;

/** Makes the fields of theirs that are missing here; the result takes values over. */
export async function createAdminTaker(needs: Needs) {
  const { data, fields: service, skip } = needs;
  const mapped = await takeFields(needs);
  const fields = await service.list();

  return {
    /** How many fields of theirs have one here. */
    taken: mapped.length,

    /** Values of one machine, in the transaction of its record. A machine that lost its row there takes it back from its agent. */
    async take(
      trx: Executor,
      asset: { readonly id: number; readonly name: string; readonly tag: string | null },
      row: OcsRow | undefined,
      what: string,
    ): Promise<void> {
      if (row === undefined) return;
      const edit = new Map<number, string | null>();
      for (const one of mapped) {
        const text = row[one.column] ?? null;
        if (text === null || text.trim() === '') continue;
        try {
          edit.set(one.field.id, toValue(one, text.trim()));
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          skip({ what: `${what}, field ${one.field.name}`, reason: error.message });
        }
      }
      const assets = new Map([[asset.id, asset]]);
      await data.apply(trx, new Map([[asset.id, edit]]), { fields, assets, source: 'OCS migration' });
    },
  };
}

async function takeFields(needs: Needs): Promise<Mapped[]> {
  const { database, schema, fields, skip } = needs;
  const mapped: Mapped[] = (await fields.list())
    .filter(isTag)
    .map((field) => ({ column: 'TAG', field, choices: new Map() }));
  if (!schema.tables.has('accountinfo_config')) return mapped;
  const columns = schema.tables.get('accountinfo')?.columns ?? new Set();
  const settings = await choicesAndTabs(database);
  const theirs = await database.rows('SELECT * FROM accountinfo_config ORDER BY SHOW_ORDER, ID');
  for (const row of theirs) {
    const column = `FIELDS_${row.ID}`;
    const name = row.NAME ?? '';
    if ((row.ACCOUNT_TYPE ?? 'COMPUTERS') !== 'COMPUTERS' || row.TYPE === QR_CODE) continue;
    if (!columns.has(column)) {
      // TAG has a row and a column of its own.
      if (name !== 'TAG') skip({ what: `field ${name}`, reason: `table accountinfo has no column ${column} for it` });
      continue;
    }
    try {
      mapped.push({ column, ...(await takeField(needs, row, settings)) });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      skip({ what: `field ${name}`, reason: error.message });
    }
  }
  return mapped;
}

type Settings = {
  /** Name of a field → number of a choice → label. */
  readonly choices: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Number → heading. */
  readonly tabs: ReadonlyMap<string, string>;
};

async function choicesAndTabs(database: OcsDatabase): Promise<Settings> {
  const rows = await database.rows(
    "SELECT NAME, IVALUE, TVALUE FROM config WHERE NAME LIKE 'ACCOUNT\\_VALUE\\_%' OR NAME LIKE 'TAB\\_ACCOUNTAG\\_%' ORDER BY IVALUE, NAME",
  );
  const choices = new Map<string, Map<string, string>>();
  const tabs = new Map<string, string>();
  for (const { NAME, IVALUE, TVALUE } of rows) {
    const [, kind, name = '', number = ''] = /^(ACCOUNT_VALUE_|TAB_ACCOUNTAG_)(?:(.+)_)?(\d+)$/.exec(NAME ?? '') ?? [];
    const label = (TVALUE ?? '').trim();
    if (kind === undefined || label === '') continue;
    if (kind === 'TAB_ACCOUNTAG_') tabs.set(IVALUE ?? number, label);
    else choices.set(name, (choices.get(name) ?? new Map()).set(IVALUE ?? number, label));
  }
  return { choices, tabs };
}

async function takeField(
  { fields, dryRun }: Needs,
  row: OcsRow,
  { choices, tabs }: Settings,
): Promise<Omit<Mapped, 'column'>> {
  const name = row.NAME ?? '';
  const type = TYPES[row.TYPE ?? ''];
  if (type === undefined) throw new AppError('ADMIN_FIELD_INVALID', { reason: `type ${row.TYPE} is not known` });
  const theirs = hasChoices(type) ? (choices.get(name) ?? new Map<string, string>()) : new Map<string, string>();
  const labels = [...new Map([...theirs.values()].map((label) => [label.toLowerCase(), label])).values()];
  const standing = (await fields.list()).find((field) => field.name.toLowerCase() === name.toLowerCase());
  if (standing !== undefined && standing.type !== type) {
    throw new AppError('ADMIN_FIELD_INVALID', {
      reason: `there is a field of that name here, of type ${standing.type}`,
    });
  }
  const missing = labels.filter((label) => !standing?.choices.some((choice) => sameLabel(choice.label.en, label)));
  const toChoice = (label: string) => ({ label: { en: label, fr: null } });
  let field: AdminField;
  if (standing === undefined) {
    const label = { en: (row.COMMENT ?? '').trim() || name, fr: null };
    const tab = tabs.get(row.ID_TAB ?? '') ?? '';
    const given = { name, type, label, tab, choices: labels.map(toChoice), default: null, takeOver: false };
    field = dryRun
      ? { ...given, id: -1, position: 0, choices: [], builtIn: false }
      : await fields.create(given, COMMAND_LINE);
  } else if (missing.length > 0 && !dryRun) {
    const all = [...standing.choices, ...missing.map(toChoice)];
    field = await fields.update(standing.id, { choices: all }, { ...COMMAND_LINE, confirm: false });
  } else field = standing;
  const ours = (label: string) => field.choices.find((choice) => sameLabel(choice.label.en, label))?.id ?? -1;
  return { field, choices: new Map([...theirs].map(([id, label]) => [id, ours(label)])) };
}

const sameLabel = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** What joins the choices of a checkbox. Source: OCS Inventory. */
const JOINT = '&&&';

/** @throws {AppError} `ADMIN_VALUE_INVALID`. */
function toValue({ field, choices }: Mapped, text: string): string | null {
  const choice = (id: string) => choices.get(id.trim()) ?? id; // an unknown one is refused by the field
  switch (field.type) {
    case 'select':
    case 'radio':
      return toStoredValue(field, choice(text));
    case 'checkbox':
      return toStoredValue(
        field,
        text
          .split(JOINT)
          .filter((id) => id.trim() !== '')
          .map(choice),
      );
    case 'integer':
    case 'real':
      return toStoredValue(field, /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text);
    case 'date':
      return text.startsWith('0000-00-00') ? null : toStoredValue(field, toDay(text));
    default:
      return toStoredValue(field, field.type === 'text' ? text.replace(/\p{Cc}+/gu, ' ') : text);
  }
}

/** Their console stores days as its language shows them; the day is first unless it cannot be. */
function toDay(text: string): string {
  const [, a = '', b = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})/.exec(text) ?? [];
  if (year === '') return text.slice(0, 10);
  const [day, month] = Number(b) > 12 ? [b, a] : [a, b];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
