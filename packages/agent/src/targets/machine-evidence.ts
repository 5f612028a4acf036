import { type Host, readValue } from '../host/host.ts';
import { readContainer } from '../linux/containers.ts';
import type { MachineEvidence } from '../state.ts';

/** Makers fill in what they do not know in such ways; many machines share them. */
const FILLED_IN =
  /^(?:0+|f+|x+|1234567890?|none|n\/?a|not (?:applicable|available|specified|settable|present)|to be filled.*|default string|system serial number|serial number|chassis serial number|unknown|invalid|oem|empty)$/i;
const SHARED_UUIDS = new Set([
  '03000200-0400-0500-0006-000700080009',
  '12345678-1234-5678-90ab-cddeefaabbcc',
  'fefefefe-fefe-fefe-fefe-fefefefefefe',
]);

/** What tells this machine from a copy of it. In a container the firmware is that of the host, and tells nothing. */
export async function readMachineEvidence(host: Host): Promise<MachineEvidence> {
  const [container, uuid, serial, machineId, macs] = await Promise.all([
    readContainer(host),
    readValue(host, '/sys/class/dmi/id/product_uuid'),
    readValue(host, '/sys/class/dmi/id/product_serial'),
    readValue(host, '/etc/machine-id'),
    readMacs(host),
  ]);
  return {
    uuid: container === null ? toUuid(uuid) : null,
    serial: container === null ? toSerial(serial) : null,
    machineId: machineId === null ? null : fingerprint(machineId),
    macs,
  };
}

/** What is known now; of what cannot be told now, what was known before. */
export function mergeEvidence(before: MachineEvidence, now: MachineEvidence): MachineEvidence {
  return {
    uuid: now.uuid ?? before.uuid,
    serial: now.serial ?? before.serial,
    machineId: now.machineId ?? before.machineId,
    macs: now.macs.length > 0 ? now.macs : before.macs,
  };
}

type Agreement = 'same' | 'other' | 'unknown';

/**
 * Whether the state came here from another machine: its disk was copied, or put into another machine.
 *
 * | UUID | then it is a copy when |
 * |---|---|
 * | the same | never: network cards, names and machine ids change |
 * | another | neither the serial number nor any network card is the same: a new board keeps one of them |
 * | unknown | no network card is the same, and one of serial number, machine id and host name is another |
 */
export function isCopy(before: MachineEvidence, now: MachineEvidence, isRenamed: boolean): boolean {
  const serial = compare(before.serial, now.serial);
  const macs = compareMacs(before.macs, now.macs);
  switch (compareUuids(before.uuid, now.uuid)) {
    case 'same':
      return false;
    case 'other':
      return serial !== 'same' && macs !== 'same';
    case 'unknown': {
      const isOther = serial === 'other' || isRenamed || compare(before.machineId, now.machineId) === 'other';
      return macs === 'other' && serial !== 'same' && isOther;
    }
  }
}

function compare(before: string | null, now: string | null): Agreement {
  if (before === null || now === null) return 'unknown';
  return before === now ? 'same' : 'other';
}

function compareUuids(before: string | null, now: string | null): Agreement {
  const agreement = compare(before, now);
  // Firmware and kernels disagree about the order of the first eight bytes; an update changes it.
  return agreement === 'other' && before !== null && swapped(before) === now ? 'same' : agreement;
}

function compareMacs(before: readonly string[], now: readonly string[]): Agreement {
  if (before.length === 0 || now.length === 0) return 'unknown';
  return before.some((mac) => now.includes(mac)) ? 'same' : 'other';
}

function swapped(uuid: string): string {
  const [a = '', b = '', c = '', ...rest] = uuid.split('-');
  const turned = [a, b, c].map((part) => (part.match(/../g) ?? []).reverse().join(''));
  return [...turned, ...rest].join('-');
}

function toUuid(text: string | null): string | null {
  const uuid = text?.toLowerCase() ?? '';
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid)) return null;
  return SHARED_UUIDS.has(uuid) || new Set(uuid.replaceAll('-', '')).size === 1 ? null : uuid;
}

function toSerial(text: string | null): string | null {
  const serial = text?.trim() ?? '';
  return serial === '' || FILLED_IN.test(serial) ? null : serial;
}

/**
 * 64 bits of 128: enough to tell two machines apart, too little to tell the id, which programs are to keep to themselves.
 *
 * FNV-1a, twice. Not node:crypto, which would cost every inventory four megabytes.
 */
function fingerprint(text: string): string {
  return [0x811c9dc5, 0x050c5d1f].map((seed) => fnv(text, seed).toString(16).padStart(8, '0')).join('');
}

function fnv(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Of cards, not of bridges and tunnels; where there are no cards, as in a container, of all but the loopback. */
async function readMacs(host: Host): Promise<string[]> {
  const names = await host.list('/sys/class/net');
  const found = await Promise.all(
    names.map(async (name) => {
      const mac = (await readValue(host, `/sys/class/net/${name}/address`))?.toLowerCase() ?? '';
      const isCard = (await host.link(`/sys/class/net/${name}/device`)) !== null;
      return /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(mac) && !/^(00:|ff:){5}/.test(mac) ? [{ mac, isCard }] : [];
    }),
  );
  const all = found.flat();
  const cards = all.filter(({ isCard }) => isCard);
  return [...new Set((cards.length > 0 ? cards : all).map(({ mac }) => mac))].sort();
}
