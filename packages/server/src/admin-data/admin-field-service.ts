import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { AdminDataRepository } from './admin-data-repository.ts';
import { applyEdits, type Changed } from './admin-editing.ts';
import {
  type AdminField,
  type Choice,
  type FieldType,
  hasChoices,
  type Label,
  type StoredField,
} from './admin-field.ts';
import { fromAgent, toApiValue, toStoredValue, withoutChoice } from './admin-value.ts';
import type { FieldCatalog } from './field-catalog.ts';

/** A choice as it is given: one without an id is new. */
export type GivenChoice = { readonly id?: number | undefined; readonly label: Label };

export type GivenField = {
  readonly name: string;
  readonly type: FieldType;
  readonly label: Label;
  readonly tab: string;
  /** Whether forms ask for it; not given: they do. */
  readonly onForms?: boolean | undefined;
  readonly choices: readonly GivenChoice[];
  readonly default: unknown;
  /** Whether values that agents hold under this name become values of the field. */
  readonly takeOver: boolean;
};

/** What is not given stays. */
export type FieldChange = {
  readonly label?: Label | undefined;
  readonly tab?: string | undefined;
  readonly onForms?: boolean | undefined;
  readonly choices?: readonly GivenChoice[] | undefined;
  readonly default?: unknown;
};

type Needs = {
  readonly repository: AdminDataRepository;
  readonly catalog: FieldCatalog;
  readonly audit: Pick<AuditService, 'record'>;
  readonly clock: () => number;
  /** Told of the assets whose values changed, in the transaction. */
  readonly onChanged: (trx: Executor, changed: readonly Changed[], at: number) => Promise<void>;
  /** Told of them when the change is safe in the database. */
  readonly onSaved: (assetIds: readonly number[]) => void;
};

/** A change under way, and the assets whose values change by it. */
type Scope = { readonly trx: Executor; readonly changed: number[] };

/** How many machines have a value of a field, and each of its choices. */
export type FieldUsage = {
  readonly fieldId: number;
  readonly machines: number;
  /** By id of the choice; none for fields without choices. */
  readonly choices: ReadonlyMap<number, number>;
};

/** Whether values may be lost, and the state the doer saw. */
type Consent = { readonly confirm: boolean; readonly seenAt?: string | undefined };

export type AdminFieldService = ReturnType<typeof createAdminFieldService>;

/** The fields of the administrative data: what there is to fill in. */
export function createAdminFieldService({ repository, catalog, audit, clock, onChanged, onSaved }: Needs) {
  /** Runs a change of fields; whatever comes of it, the next inventory looks at them again. */
  async function change<T>(work: (scope: Scope, fields: readonly StoredField[]) => Promise<T>): Promise<T> {
    try {
      const changed: number[] = [];
      const result = await repository.transaction(async (trx) => {
        return await work({ trx, changed }, await repository.fields(trx));
      });
      onSaved(changed);
      return result;
    } finally {
      catalog.forget();
    }
  }

  return {
    /** Every field in its order. */
    list: (): Promise<readonly StoredField[]> => repository.fields(),

    /** How much each field is used; fields that nobody uses count 0. */
    async usage(): Promise<FieldUsage[]> {
      const fields = await repository.fields();
      const withChoices = fields.filter(({ type }) => hasChoices(type));
      const machines = new Map((await repository.countByField()).map((row) => [row.fieldId, row.machines]));
      const counts = new Map(withChoices.map(({ id }) => [id, new Map<number, number>()]));
      for (const { fieldId, value, machines: some } of await repository.countByValue(withChoices.map(({ id }) => id))) {
        const field = withChoices.find(({ id }) => id === fieldId);
        const chosen = field === undefined ? [] : [toApiValue(field, value)].flat();
        const ofField = counts.get(fieldId);
        for (const id of chosen) ofField?.set(Number(id), (ofField.get(Number(id)) ?? 0) + some);
      }
      return fields.map(({ id }) => ({
        fieldId: id,
        machines: machines.get(id) ?? 0,
        choices: counts.get(id) ?? new Map(),
      }));
    },

    /** @throws {AppError} `ADMIN_FIELD_NAME_TAKEN`, `ADMIN_FIELD_INVALID`, `ADMIN_VALUE_INVALID` (the default). */
    create: (given: GivenField, doer: Doer): Promise<StoredField> =>
      change(async (scope, fields) => {
        const { trx } = scope;
        if (fields.some(({ name }) => name.toLowerCase() === given.name.toLowerCase())) {
          throw new AppError('ADMIN_FIELD_NAME_TAKEN', { name: given.name });
        }
        const position = Math.max(...fields.map((field) => field.position)) + 1;
        const { choices, nextChoiceId } = numbered(given.type, given.choices, { choices: [], nextChoiceId: 1 });
        const { name, type, label, tab, onForms = true } = given;
        const draft = { id: 0, builtIn: false, onForms, name, type, label, tab, position, choices, default: null };
        const field = { ...draft, default: toStoredValue(draft, given.default) };
        const at = clock();
        const id = await repository.insertField(trx, { ...field, nextChoiceId }, at);
        const takenOver = given.takeOver ? await takeOver(scope, { ...field, id }) : 0;
        const after = { ...told(field), takenOver };
        await audit.record({ ...doer, action: 'adminField.create', target: `field ${name}`, after }, trx);
        return { ...field, id, nextChoiceId, updatedAt: at };
      }),

    /**
     * Changes label, tab, choices or default. Choices that are left out go; `confirm` says that values may go with them.
     *
     * @throws {AppError} `ADMIN_FIELD_NOT_FOUND`, `ADMIN_FIELD_BUILT_IN`, `ADMIN_FIELD_HAS_DATA`, `ADMIN_FIELD_INVALID`,
     * `ADMIN_VALUE_INVALID`; `ADMIN_FIELD_CHANGED` when it was changed after `seenAt`.
     */
    update: (id: number, wanted: FieldChange, { confirm, seenAt, ...doer }: Doer & Consent) =>
      change(async (scope, fields): Promise<StoredField> => {
        const { trx } = scope;
        const before = find(fields, id);
        if (seenAt !== undefined && before.updatedAt !== Date.parse(seenAt)) {
          throw new AppError('ADMIN_FIELD_CHANGED', { name: before.name });
        }
        if (before.builtIn && wanted.choices !== undefined) {
          throw new AppError('ADMIN_FIELD_BUILT_IN', { name: before.name });
        }
        const { choices, nextChoiceId } =
          wanted.choices === undefined ? before : numbered(before.type, wanted.choices, before);
        const draft = {
          ...before,
          label: wanted.label ?? before.label,
          tab: wanted.tab ?? before.tab,
          onForms: wanted.onForms ?? before.onForms,
          choices,
          nextChoiceId,
        };
        const gone = new Set(before.choices.map((one) => one.id).filter((one) => !choices.some((c) => c.id === one)));
        const kept = before.default === null ? null : withoutGone(before, before.default, gone);
        const standard = wanted.default === undefined ? kept : toStoredValue(draft, wanted.default);
        const after = { ...draft, default: standard, updatedAt: clock() };
        await dropChoices(scope, before, gone, confirm);
        await repository.updateField(trx, id, after, after.updatedAt);
        const target = `field ${before.name}`;
        await audit.record(
          { ...doer, action: 'adminField.update', target, before: told(before), after: told(after) },
          trx,
        );
        return after;
      }),

    /** @param ids Every field once. @throws {AppError} `ADMIN_FIELD_ORDER_INVALID`. */
    reorder: (ids: readonly number[], doer: Doer): Promise<readonly StoredField[]> =>
      change(async ({ trx }, fields) => {
        const wanted = new Set(ids);
        if (wanted.size !== ids.length || ids.length !== fields.length || fields.some(({ id }) => !wanted.has(id))) {
          throw new AppError('ADMIN_FIELD_ORDER_INVALID');
        }
        for (const [position, id] of ids.entries()) await repository.setPosition(trx, id, position);
        const after = await repository.fields(trx);
        const names = (list: readonly AdminField[]) => list.map(({ name }) => name);
        await audit.record(
          { ...doer, action: 'adminField.reorder', target: '', before: names(fields), after: names(after) },
          trx,
        );
        return after;
      }),

    /**
     * Deletes a field with its values.
     *
     * @throws {AppError} `ADMIN_FIELD_NOT_FOUND`, `ADMIN_FIELD_BUILT_IN`; `ADMIN_FIELD_HAS_DATA` unless confirmed.
     */
    remove: (id: number, { confirm, ...doer }: Doer & { readonly confirm: boolean }): Promise<void> =>
      change(async (scope, fields) => {
        const { trx } = scope;
        const field = find(fields, id);
        if (field.builtIn) throw new AppError('ADMIN_FIELD_BUILT_IN', { name: field.name });
        const values = await repository.valuesOfField(trx, id);
        if (values.length > 0 && !confirm) {
          throw new AppError('ADMIN_FIELD_HAS_DATA', { name: field.name, count: values.length });
        }
        await setAll(scope, field, new Map(values.map(({ assetId }) => [assetId, null])), 'field deleted');
        await repository.deleteField(trx, id);
        const before = { ...told(field), machinesWithValue: values.length };
        await audit.record({ ...doer, action: 'adminField.delete', target: `field ${field.name}`, before }, trx);
      }),
  };

  async function dropChoices(scope: Scope, field: StoredField, gone: ReadonlySet<number>, confirm: boolean) {
    if (gone.size === 0) return;
    const values = await repository.valuesOfField(scope.trx, field.id);
    const changed = values.flatMap(({ assetId, value }) => {
      const left = withoutChoice(field, value, gone);
      return left === value ? [] : [[assetId, left] as const];
    });
    if (changed.length > 0 && !confirm) {
      throw new AppError('ADMIN_FIELD_HAS_DATA', { name: field.name, count: changed.length });
    }
    await setAll(scope, field, new Map(changed), 'choice deleted');
  }

  /** A new database gets back what agents have kept: their last inventories tell it. @returns How many machines had some. */
  async function takeOver(scope: Scope, field: AdminField): Promise<number> {
    const values = new Map<number, string>();
    for (const { assetId, value } of await repository.toldByAgents(scope.trx, field.name)) {
      const stored = fromAgent(field, value);
      if (stored !== undefined) values.set(assetId, stored);
    }
    await setAll(scope, field, values, 'agent, when the field was made');
    return values.size;
  }

  async function setAll(
    { trx, changed: touched }: Scope,
    field: AdminField,
    values: ReadonlyMap<number, string | null>,
    source: string,
  ): Promise<void> {
    const assets = await repository.lockAssets(trx, [...values.keys()]);
    const at = clock();
    const edits = new Map([...values].map(([assetId, value]) => [assetId, new Map([[field.id, value]])]));
    const changed = await applyEdits(trx, repository, { assets, edits, fields: [field], at, source });
    await onChanged(trx, changed, at);
    touched.push(...changed.map(({ assetId }) => assetId));
  }
}

function find(fields: readonly StoredField[], id: number): StoredField {
  const field = fields.find((candidate) => candidate.id === id);
  if (field === undefined) throw new AppError('ADMIN_FIELD_NOT_FOUND', { field: id });
  return field;
}

const withoutGone = (field: AdminField, stored: string, gone: ReadonlySet<number>) =>
  hasChoices(field.type) ? withoutChoice(field, stored, gone) : stored;

type Choices = { readonly choices: readonly Choice[]; readonly nextChoiceId: number };

/** Choices with their ids: known ones keep theirs, new ones get one that was never used. */
function numbered(type: FieldType, given: readonly GivenChoice[], before: Choices): Choices {
  if (!hasChoices(type)) {
    if (given.length === 0) return { choices: [], nextChoiceId: before.nextChoiceId };
    throw new AppError('ADMIN_FIELD_INVALID', { reason: `a field of type ${type} has no choices` });
  }
  if (given.length === 0) throw new AppError('ADMIN_FIELD_INVALID', { reason: 'it has no choice' });
  let { nextChoiceId } = before;
  const seen = new Set<number>();
  const labels = new Set<string>();
  const choices = given.map(({ id, label }) => {
    if (id !== undefined && !before.choices.some((choice) => choice.id === id)) {
      throw new AppError('ADMIN_FIELD_INVALID', { reason: `it has no choice with the id ${id}` });
    }
    const choice = { id: id ?? nextChoiceId, label };
    if (id === undefined) nextChoiceId += 1;
    // Files name choices by their labels.
    const own = new Set([label.en, label.fr ?? label.en].map((text) => text.toLowerCase()));
    if (seen.has(choice.id) || [...own].some((text) => labels.has(text))) {
      throw new AppError('ADMIN_FIELD_INVALID', { reason: `the choice "${label.en}" is there twice` });
    }
    seen.add(choice.id);
    for (const text of own) labels.add(text);
    return choice;
  });
  return { choices, nextChoiceId };
}

/** A field as the audit trail tells of it. */
function told(field: AdminField & Pick<StoredField, 'onForms'>) {
  const { name, type, label, tab, onForms } = field;
  const choices = field.choices.map((choice) => ({ id: choice.id, label: { ...choice.label } }));
  return {
    name,
    type,
    label: { ...label },
    tab,
    onForms,
    choices,
    default: field.default === null ? null : toApiValue(field, field.default),
  };
}
