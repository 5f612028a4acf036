import { ask, client } from './client.ts';
import type { components } from './generated/schema.d.ts';

export type MassAction = components['schemas']['MassAction'];
export type MassPreview = components['schemas']['MassActionPreview'];
export type MassChange = components['schemas']['MassChange'];
export type Refusal = MassPreview['refusals'][number];

export const massActionNames = ['admin-data', 'group', 'setting', 'archive', 'restore', 'delete', 'wake'] as const;
export type MassActionName = (typeof massActionNames)[number];

/** Which computers are shown: what a list shows is all of them. */
export type AssetSelection = {
  readonly kind?: string;
  readonly q?: string;
  readonly query?: string;
  readonly filter?: string;
  readonly archived?: 'exclude' | 'only' | 'include';
};

/** Computers by number, or all that a list shows. */
export type MassActionTarget = { readonly ids: readonly number[] } | { readonly selection: AssetSelection };

export type MassOrder = {
  readonly action: MassActionName;
  readonly target: MassActionTarget;
  /** As the action wants them. */
  readonly parameters: object;
};

/** The actions' paths have one shape; any of them stands for all. */
const pathOf = (action: MassActionName) => `/api/v1/mass-actions/${action}` as '/api/v1/mass-actions/archive';

const bodyOf = ({ target, parameters }: MassOrder) => ({ target, parameters }) as never; // safe: the server checks it

export const previewMassAction = (order: MassOrder, signal: AbortSignal): Promise<MassPreview> =>
  ask(
    client.POST(`${pathOf(order.action)}/preview` as '/api/v1/mass-actions/archive/preview', {
      body: bodyOf(order),
      signal,
    }),
  );

/** @param confirm How many they are; deleting asks for it. */
export const startMassAction = (order: MassOrder, confirm: number): Promise<MassAction> =>
  ask(client.POST(pathOf(order.action), { body: { ...(bodyOf(order) as object), confirm } as never })); // safe: as above

type Known = Pick<MassAction, 'id' | 'action'>;
const placeOf = ({ action }: Known) => `/api/v1/mass-actions/${encodeURIComponent(action)}`;

export const cancelMassAction = (action: Known): Promise<MassAction> =>
  ask(
    client.POST(`${placeOf(action)}/{massActionId}/cancel` as '/api/v1/mass-actions/archive/{massActionId}/cancel', {
      params: { path: { massActionId: action.id } },
    }),
  );

export const undoMassAction = (action: Known): Promise<MassAction> =>
  ask(
    client.POST(`${placeOf(action)}/{massActionId}/undo` as '/api/v1/mass-actions/archive/{massActionId}/undo', {
      params: { path: { massActionId: action.id } },
    }),
  );

export const createStaticGroup = (name: string): Promise<{ readonly id: number; readonly name: string }> =>
  ask(client.POST('/api/v1/groups', { body: { name } as never })); // safe: the rest has defaults
