import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './write-whole.ts';

/** What the agent knows of itself, the same for every server. */
export type AgentState = {
  readonly deviceId: string | null;
  /** UUID of this agent: a renamed machine keeps it, a copied one gets another. */
  readonly agentId: string | null;
  /** Short host name under which the DEVICEID was made or taken over; null in states of older versions. */
  readonly hostName: string | null;
  /** What told this machine from its copies when it was last seen. */
  readonly machine: MachineEvidence;
};

/** Null, or empty: it could not be told. */
export type MachineEvidence = {
  /** UUID and serial number of the system in SMBIOS. */
  readonly uuid: string | null;
  readonly serial: string | null;
  /** Hash of `/etc/machine-id`, which is not to be told to anybody. */
  readonly machineId: string | null;
  readonly macs: readonly string[];
};

/** What the agent remembers of one server. */
export type TargetState = {
  /** The agent whose state this is: the copy of a disk has nothing in common with the server yet. */
  readonly agentId: string | null;
  /** A DEVICEID for this server alone, taken over from another agent, and the host name it is valid for. */
  readonly ownDeviceId: string | null;
  readonly ownDeviceIdHostName: string | null;
  /** How the server is spoken to; null: to be found out. */
  readonly dialect: string | null;
  /** The User-Agent that a server which knows only agents of its own family is asked with. */
  readonly knownAs: string | null;
  /** Sections that the server does not want, until it says something else. */
  readonly unwanted: readonly string[];
  /** Hash by section, volatile columns too, of the last inventory that a GLPI server accepted. */
  readonly contentHashes: Readonly<Record<string, string>>;
  /** Partial inventories since the last full one. */
  readonly partials: number;
  /** The DEVICEID of the last accepted inventory: what the server knows this machine by. */
  readonly reportedDeviceId: string | null;
  /** Hours between contacts, as the server asked; null when it never did. */
  readonly prologFreqHours: number | null;
  /** Hash by section of the last accepted inventory. */
  readonly sectionHashes: Readonly<Record<string, string>>;
  /** Administrative data given by the server, sent back with each inventory. */
  readonly accountInfo: readonly AccountField[];
};

export type AccountField = { readonly name: string; readonly value: string };

export const NEW_AGENT: AgentState = {
  deviceId: null,
  agentId: null,
  hostName: null,
  machine: { uuid: null, serial: null, machineId: null, macs: [] },
};
export const NEW_TARGET: TargetState = {
  agentId: null,
  ownDeviceId: null,
  ownDeviceIdHostName: null,
  dialect: null,
  knownAs: null,
  unwanted: [],
  contentHashes: {},
  partials: 0,
  reportedDeviceId: null,
  prologFreqHours: null,
  sectionHashes: {},
  accountInfo: [],
};

export type Store<T> = {
  read(): Promise<T>;
  /** @throws {AppError} `STATE_UNWRITABLE`. */
  write(state: T): Promise<void>;
};

/** `<folder>/agent.json`. */
export function agentStore(folder: string, warn: (message: string) => void): Store<AgentState> {
  return jsonStore(folder, 'agent.json', NEW_AGENT, warn);
}

/** `<folder>/<server URL, "/" as "_">/state.json`. */
export function targetStore(folder: string, url: string, warn: (message: string) => void): Store<TargetState> {
  return jsonStore(join(folder, toFolderName(url)), 'state.json', NEW_TARGET, warn);
}

/** A URL as the name of one folder, never of another place. */
export function toFolderName(url: string): string {
  const name = url.replaceAll('/', '_').replace(/[^\w.:~%-]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return name.slice(0, 200).replace(/^\./, '_');
}

function jsonStore<T extends AgentState | TargetState>(
  folder: string,
  fileName: string,
  fresh: T,
  warn: (message: string) => void,
): Store<T> {
  const path = join(folder, fileName);
  return {
    read: async () => {
      const text = attempt(() => readFileSync(path, 'utf8'));
      if (text === null) return fresh;
      const known = parseState(text, fresh);
      if (known !== null) return known;
      warn(`Cannot read the state "${path}": it is damaged, and kept as "${path}.damaged"`);
      attempt(() => renameSync(path, `${path}.damaged`));
      return fresh;
    },
    write: async (state) => writeWhole(path, `${JSON.stringify(state, null, 2)}\n`),
  };
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/** Null when the text is not what was written; single values of another type count as unknown. */
function parseState<T extends AgentState | TargetState>(text: string, fresh: T): T | null {
  const parsed = tryJson(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
  const known: Record<string, unknown> = { ...fresh };
  for (const [key, fallback] of Object.entries(fresh)) {
    const value = (parsed as Record<string, unknown>)[key];
    if (isScalarFor(fallback, value) || sameKind(value, fallback)) known[key] = value;
  }
  return known as unknown as T; // safe: the keys of `fresh`, each of its kind
}

/** What may be null is a text or a number. */
function isScalarFor(fallback: unknown, value: unknown): boolean {
  return fallback === null && (value === null || typeof value === 'string' || typeof value === 'number');
}

function sameKind(value: unknown, fallback: unknown): boolean {
  return (
    fallback !== null &&
    typeof value === typeof fallback &&
    value !== null &&
    Array.isArray(value) === Array.isArray(fallback)
  );
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
