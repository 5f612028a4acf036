import { type Inventory, type Row, versionKey } from '@muster/protocol';
import type { AssetsTable } from './fleet-tables.ts';
import { isServiceAccount } from './inventory-rules.ts';

/** Characters that a list shows of a value; all of it is in the section. An index of PostgreSQL takes 2,704 bytes. */
const SHOWN_LENGTH = 500;

/** The columns of an asset that an inventory tells. */
export type Summary = Pick<
  AssetsTable,
  | 'name'
  | 'os'
  | 'os_version'
  | 'os_version_key'
  | 'manufacturer'
  | 'model'
  | 'serial'
  | 'uuid'
  | 'ip'
  | 'user_name'
  | 'memory_mib'
  | 'cpu'
>;

/**
 * What a list shows of a machine, as far as this inventory tells it.
 *
 * Only what comes from sections that are present is in the result, so that a partial inventory changes nothing else.
 *
 * @param sourceIp The address the inventory came from: of a machine with several it is the one that matters here.
 */
export function summarize(inventory: Inventory, sourceIp: string | null): Partial<Summary> {
  const { sections } = inventory;
  const hardware = sections.hardware?.[0];
  const bios = sections.bios?.[0];
  const operatingSystem = sections.operatingSystem?.[0];
  const networkDevice = sections.networkDevice?.[0];
  const summary: Partial<Summary> = {};
  if (hardware !== undefined || operatingSystem !== undefined) {
    summary.os = text(operatingSystem, 'fullName') ?? text(operatingSystem, 'name') ?? text(hardware, 'osName');
    summary.os_version = text(operatingSystem, 'version') ?? text(hardware, 'osVersion');
    summary.os_version_key = summary.os_version === null ? null : versionKey(summary.os_version);
  }
  if (hardware !== undefined) {
    const name = text(hardware, 'name');
    if (name !== null) summary.name = name;
    summary.uuid = text(hardware, 'uuid');
    summary.memory_mib = number(hardware, 'memory');
    const user = userOf(hardware, sections.users?.[0]);
    if (user !== null) summary.user_name = user;
  }
  if (bios !== undefined) {
    summary.manufacturer = text(bios, 'systemManufacturer') ?? text(bios, 'boardManufacturer');
    summary.model = text(bios, 'systemModel') ?? text(bios, 'boardModel');
    summary.serial = text(bios, 'systemSerial') ?? text(bios, 'boardSerial');
  }
  if (sections.cpus !== undefined || hardware !== undefined) {
    const cpu = text(sections.cpus?.[0], 'name') ?? text(hardware, 'processorType');
    if (cpu !== null) summary.cpu = cpu;
  }
  if (sections.networks !== undefined || hardware !== undefined) {
    const ip = addressOf(sections.networks ?? [], hardware, sourceIp);
    if (ip !== null) summary.ip = ip;
  }
  if (networkDevice !== undefined) {
    for (const field of ['name', 'manufacturer', 'model', 'serial'] as const) {
      const value = text(networkDevice, field);
      if (value !== null) summary[field] = value;
    }
  }
  return summary;
}

function text(row: Row | undefined, column: string): string | null {
  const value = row?.[column];
  return value === undefined || value === null ? null : String(value).slice(0, SHOWN_LENGTH);
}

function number(row: Row | undefined, column: string): number | null {
  const value = row?.[column];
  return typeof value === 'number' ? value : null;
}

/** First words of `last` where nobody has logged in: agents take them for names. */
const NO_LOGIN = /^(?:wtmp|reboot)$/;

/** An inventory run by a service account must not hide the last person. */
function userOf(hardware: Row, session: Row | undefined): string | null {
  const lastLogged = text(hardware, 'lastLoggedUser');
  const last = lastLogged !== null && NO_LOGIN.test(lastLogged) ? null : lastLogged;
  const candidates = [text(hardware, 'userId'), last, text(session, 'login')];
  return candidates.find((user) => user !== null && !isServiceAccount(user)) ?? null;
}

/** The address to show of a machine with several: the one it contacts us from, if it is its own. */
export function addressOf(networks: readonly Row[], hardware: Row | undefined, sourceIp: string | null): string | null {
  const own = networks.flatMap((row) => [text(row, 'ip'), text(row, 'ip6')]).filter((ip) => ip !== null);
  if (sourceIp !== null && own.includes(sourceIp) && !isLoopback(sourceIp)) return sourceIp;
  // OCS agents join several addresses by "/".
  const told = text(hardware, 'ipAddress')?.split('/') ?? [];
  return [...told, ...own].find((ip) => ip !== '' && !isLoopback(ip) && !isLinkLocal(ip)) ?? null;
}

const isLoopback = (ip: string) => ip.startsWith('127.') || ip === '::1';
const isLinkLocal = (ip: string) => ip.startsWith('169.254.') || /^fe[89ab]/i.test(ip);
