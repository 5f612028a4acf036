import type { Inventory } from '@muster/protocol';
import type { Executor } from '../db/database.ts';
import type { AccountExchange, Exchanged, Told } from '../fleet/account-exchange.ts';
import type { AdminDataRepository } from './admin-data-repository.ts';
import { applyEdits } from './admin-editing.ts';
import { type AdminField, isTag, keyOf, TAG } from './admin-field.ts';
import { fromAgent, toAgent } from './admin-value.ts';
import type { FieldCatalog } from './field-catalog.ts';

type Needs = {
  readonly repository: AdminDataRepository;
  readonly catalog: FieldCatalog;
  /** Whether a TAG that is changed on a machine counts: ACCEPT_TAG_UPDATE_FROM_CLIENT. */
  readonly acceptsTag: () => Promise<boolean>;
};

/**
 * The administrative data between server and agents.
 *
 * Of a new asset the agent's copy counts, of a known one the server's, which the agent is told when its copy differs. What
 * got lost here is taken back from the agent. Source: ocs-server §4.1; docs/decisions/0011.
 */
export function createAdminExchange({ repository, catalog, acceptsTag }: Needs): AccountExchange {
  async function takeIn(trx: Executor, told: Told, sent: ReadonlyMap<string, string>): Promise<Exchanged> {
    const fields = await repository.fields(trx); // not the catalogue: a field deleted a moment ago must not be written
    const edit = new Map<number, string | null>();
    for (const field of fields) {
      // The list of assets has a copy of the TAG too.
      const text = sent.get(keyOf(field.name)) ?? (isTag(field) ? (told.asset.tag ?? undefined) : undefined);
      const value = (text === undefined ? undefined : fromAgent(field, text)) ?? (told.created ? field.default : null);
      // A value of null also tells the summary that a TAG which cannot be kept is none.
      if (value !== null || isTag(field)) edit.set(field.id, value);
    }
    const changed = await write(trx, told, fields, edit, told.created ? 'agent' : 'agent, after a loss');
    const tag = sent.get(keyOf(TAG)) ?? null;
    if (told.asset.tag !== null && valueOfTag(fields, edit) === null)
      await repository.setTag(trx, null, [told.asset.id]);
    await repository.setAgentTag(trx, told.asset.id, tag);
    // The entry of a new asset says enough; and nothing is pushed to an agent that has just begun. Source: ocs-server §4.1.
    if (told.created) return { account: null, entries: [] };
    const mine = toPairs(fields, edit);
    return { account: isSame(mine, sent) ? null : mine, entries: changed };
  }

  async function write(
    trx: Executor,
    { asset, at }: Told,
    fields: readonly AdminField[],
    edit: ReadonlyMap<number, string | null>,
    source: string,
  ) {
    const edits = new Map([[asset.id, edit]]);
    const assets = new Map([[asset.id, asset]]);
    const changed = await applyEdits(trx, repository, { assets, edits, fields, at, source });
    return changed.flatMap(({ entries }) => entries);
  }

  return {
    async prepare() {
      const fields = await catalog.list();
      const takesTag = await acceptsTag();
      return async (trx, told) => {
        const { asset, inventory } = told;
        const sent = pairsOf(inventory);
        const state = (await repository.states(trx, [asset.id])).get(asset.id);
        if (state === undefined) return await takeIn(trx, told, sent);
        const values = new Map((await repository.values(trx, [asset.id])).get(asset.id));
        const entries = [];
        const sentTag = sent.get(keyOf(TAG));
        const tag = fields.find(isTag);
        if (takesTag && tag !== undefined && sentTag !== undefined && sentTag !== state.agent_tag) {
          const value = fromAgent(tag, sentTag);
          if (value !== undefined) {
            entries.push(...(await write(trx, told, fields, new Map([[tag.id, value]]), 'agent')));
            values.set(tag.id, value);
          }
        }
        const mine = toPairs(fields, values);
        const account = inventory.partial || isSame(mine, sent) ? null : mine;
        // Only OCS agents, and ours, keep what they are told.
        const held =
          account !== null && inventory.dialect === 'ocs' ? (mine[TAG] ?? null) : (sentTag ?? state.agent_tag);
        if (held !== state.agent_tag) await repository.setAgentTag(trx, asset.id, held);
        return { account, entries };
      };
    },
  };
}

const valueOfTag = (fields: readonly AdminField[], edit: ReadonlyMap<number, string | null>) =>
  edit.get(fields.find(isTag)?.id ?? -1) ?? null;

/** What the agent holds, by name in lower case; a name that comes twice counts once. Empty values are none. */
function pairsOf({ sections, tag }: Inventory): Map<string, string> {
  const pairs = new Map<string, string>();
  if (tag !== null && tag.trim() !== '') pairs.set(keyOf(TAG), tag.trim());
  for (const { name, value } of sections.accountInfo ?? []) {
    const text = String(value ?? '').trim();
    if (text !== '') pairs.set(keyOf(String(name)), text);
  }
  return pairs;
}

/** What the agent shall hold: agents drop pairs without a value, so there are none. */
function toPairs(fields: readonly AdminField[], values: ReadonlyMap<number, string | null>): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = values.get(field.id) ?? null;
      return value === null ? [] : [[field.name, toAgent(field, value)]];
    }),
  );
}

function isSame(mine: Readonly<Record<string, string>>, sent: ReadonlyMap<string, string>): boolean {
  const names = Object.keys(mine);
  return names.length === sent.size && names.every((name) => sent.get(keyOf(name)) === mine[name]);
}
