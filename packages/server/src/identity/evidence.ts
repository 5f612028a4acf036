import type { Inventory, Row } from '@muster/protocol';
import type { Blacklists } from './blacklists.ts';
import { type EvidenceKind, toMac, toModel, toName, toSerial, toUuid } from './spelling.ts';

/** Values by kind, in one spelling, without those that many machines share. Kinds nothing was said about are absent. */
export type Evidence = { readonly [K in EvidenceKind]?: readonly string[] };

/** Values of one kind that count: more are an accident, and would only cost time. */
const VALUES_PER_KIND = 16;

/** Characters of a value that counts: no maker's number has as many. */
const VALUE_LENGTH = 255;

/**
 * What an inventory says about which machine it comes from.
 *
 * A kind whose section is not in the document is absent; one whose section is there without a usable value is empty.
 */
export function evidenceOf(inventory: Inventory, agentId: string | null, blacklists: Blacklists): Evidence {
  const { hardware, bios, networks, storages } = inventory.sections;
  const usable = (kind: EvidenceKind, values: readonly (string | null)[]) =>
    [...new Set(values)]
      .filter((value) => value !== null)
      .filter((value) => value.length <= VALUE_LENGTH)
      .filter((value) => !blacklists.has(kind, value))
      .sort()
      .slice(0, VALUES_PER_KIND);
  const evidence: { -readonly [K in EvidenceKind]?: readonly string[] } = {};
  if (hardware !== undefined) {
    evidence.uuid = usable('uuid', [toUuid(hardware[0]?.uuid)]);
    evidence.name = usable('name', [toName(hardware[0]?.name)]);
  }
  if (bios !== undefined) {
    const row = bios[0];
    evidence.serial = usable('serial', [toSerial(row?.systemSerial, row?.systemManufacturer)]);
    evidence.boardSerial = usable('boardSerial', [toSerial(row?.boardSerial, null)]);
    evidence.model = usable('model', [toModel(row?.systemModel)]);
    evidence.assetTag = usable('assetTag', [toSerial(row?.assetTag, null)]);
  }
  if (networks !== undefined)
    evidence.mac = usable(
      'mac',
      networks.filter(isCard).map(({ mac }) => toMac(mac)),
    );
  if (storages !== undefined) {
    evidence.diskSerial = usable(
      'diskSerial',
      storages.filter(isDisk).map(({ serial }) => toSerial(serial, null)),
    );
  }
  if (agentId !== null) evidence.agentId = usable('agentId', [agentId.toLowerCase()]);
  return evidence;
}

/** Interfaces that exist in software only carry addresses that other machines have too. */
const SOFTWARE_INTERFACE =
  /^(lo|docker|veth|br-|virbr|vmnet|vboxnet|tun|tap|wg|utun|dummy|bond|team|zt|tailscale|cni|flannel|cali)/i;

function isCard(row: Row): boolean {
  if (row.virtual === true || row.type === 'loopback' || row.type === 'bridge' || row.type === 'alias') return false;
  return !SOFTWARE_INTERFACE.test(String(row.name ?? ''));
}

/** Removable media and images are no part of the machine. */
function isDisk(row: Row): boolean {
  const about = `${row.type ?? ''} ${row.description ?? ''} ${row.model ?? ''} ${row.interface ?? ''} ${row.name ?? ''}`;
  return !/\b(usb|cd-?rom|dvd|removable|virtual|loop|zram|floppy|sd card)\b/i.test(about);
}
