import { AppError, type Cell, type Row } from '@muster/protocol';
import type { SectionRows } from '../section-hashes.ts';

type Hidden = {
  readonly meaning: string;
  /** Sections that are left out. */
  readonly sections?: readonly string[];
  /** Columns by section: emptied, or made less by a function. */
  readonly columns?: Readonly<Record<string, readonly string[]>>;
  readonly shortened?: Readonly<Record<string, Readonly<Record<string, (value: string) => string>>>>;
};

/** What the option `hide` knows. */
export const HIDEABLE: Readonly<Record<string, Hidden>> = {
  'user-names': {
    meaning: 'who is logged in, accounts, and whose processes and files they are',
    sections: ['users', 'sessions', 'localUsers', 'localGroups'],
    columns: {
      hardware: ['userId', 'userDomain', 'lastLoggedUser', 'lastLoggedAt', 'windowsOwner'],
      software: ['userName', 'userId'],
      services: ['account'],
      listeningPorts: ['account'],
      virtualMachines: ['owner'],
    },
    // The protocols want a user for each process.
    shortened: { processes: { user: () => '-' } },
  },
  'command-lines': {
    meaning: 'arguments of processes and services, which may hold passwords',
    shortened: { processes: { command: programOf }, services: { command: programOf } },
  },
  'serial-numbers': {
    meaning: 'serial numbers of devices',
    columns: {
      bios: ['systemSerial', 'boardSerial', 'assetTag', 'biosSerial', 'enclosureSerial'],
      batteries: ['serial'],
      memories: ['serial'],
      monitors: ['serial', 'alternateSerial', 'edid'],
      powerSupplies: ['serial'],
      printers: ['serial'],
      storages: ['serial', 'wwn'],
      usbDevices: ['serial'],
      virtualMachines: ['serial'],
    },
  },
  'product-keys': {
    meaning: 'keys of licences',
    columns: { licenseInfos: ['productKey'], hardware: ['windowsProductKey'] },
  },
};

/** The program without its arguments; threads of the kernel stand in brackets. */
function programOf(command: string): string {
  return command.startsWith('[') ? command : (command.split(' ', 1)[0] ?? '');
}

/** @throws {AppError} `OPTION_INVALID`. */
export function checkHidden(names: readonly string[]): void {
  const wrong = names.find((name) => !Object.hasOwn(HIDEABLE, name));
  if (wrong === undefined) return;
  const known = Object.keys(HIDEABLE).join(', ');
  throw new AppError('OPTION_INVALID', { reason: `--hide "${wrong}" is not known; known are ${known}` });
}

/** Rows without what is to be hidden. */
export function hide(rows: SectionRows, names: readonly string[]): SectionRows {
  const shown: { [section: string]: readonly Row[] | undefined } = { ...rows };
  for (const { sections = [], columns = {}, shortened = {} } of names.flatMap((name) => HIDEABLE[name] ?? [])) {
    for (const section of sections) delete shown[section];
    for (const [section, wanted] of [...Object.entries(columns), ...Object.entries(shortened)]) {
      const found = shown[section];
      if (found !== undefined) shown[section] = found.map((row) => change(row, wanted));
    }
  }
  return shown as SectionRows; // safe: sections of the rows
}

function change(row: Row, wanted: readonly string[] | Readonly<Record<string, (value: string) => string>>): Row {
  const changed: Record<string, Cell> = { ...row };
  if (isList(wanted)) {
    for (const column of wanted) if (column in changed) changed[column] = null;
  } else {
    for (const [column, shorten] of Object.entries(wanted)) {
      const value = changed[column];
      if (typeof value === 'string') changed[column] = shorten(value);
    }
  }
  return changed;
}

const isList = (value: unknown): value is readonly string[] => Array.isArray(value);
