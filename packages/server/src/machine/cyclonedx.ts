import { createHash } from 'node:crypto';
import type { Cell, Inventory, Row } from '@muster/protocol';
import { packageUrl, type System } from './package-url.ts';

type Property = { readonly name: string; readonly value: string };
type Component = {
  readonly type: 'application' | 'library' | 'operating-system' | 'device';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version?: string;
  readonly publisher?: string;
  readonly description?: string;
  readonly purl?: string;
  readonly properties?: readonly Property[];
};

/** What a bill of materials needs to know beside the inventory. */
export type BomFacts = {
  /** Ms since 1970: when the inventory came. */
  readonly at: number;
  /** Of the record in this server. */
  readonly assetId: number;
  readonly name: string;
  readonly tool: { readonly name: string; readonly version: string };
};

/**
 * The software of a machine as a software bill of materials, CycloneDX 1.6 in JSON.
 *
 * The same inventory gives the same document, its serial number included: programs that compare two see what changed.
 *
 * Source: CycloneDX 1.6, bom-1.6.schema.json.
 */
export function toCycloneDx(inventory: Inventory, { at, assetId, name, tool }: BomFacts) {
  const { sections } = inventory;
  const operatingSystem = sections.operatingSystem?.[0];
  const hardware = sections.hardware?.[0];
  const system: System = {
    name: text(operatingSystem?.name) ?? text(hardware?.osName),
    fullName: text(operatingSystem?.fullName) ?? text(hardware?.osName),
    version: text(operatingSystem?.version) ?? text(hardware?.osVersion),
  };
  const refs = new Set<string>();
  const components = [
    ...operatingSystemOf(system),
    ...(sections.software ?? []).flatMap((row) => softwareOf(row, system, refs)),
  ];
  const device = deviceOf(inventory, assetId, name);
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify([inventory.deviceId, at, components]))}`,
    version: 1,
    metadata: {
      timestamp: new Date(at).toISOString(),
      tools: { components: [{ type: 'application', name: tool.name, version: tool.version }] },
      component: device,
    },
    components,
    dependencies: [{ ref: device['bom-ref'], dependsOn: components.map((component) => component['bom-ref']) }],
  };
}

function deviceOf({ deviceId, sections, tag }: Inventory, assetId: number, name: string): Component {
  const bios = sections.bios?.[0];
  const version = versionOf(bios?.systemModel);
  const manufacturer = text(bios?.systemManufacturer);
  const serial = text(bios?.systemSerial);
  return {
    type: 'device',
    'bom-ref': `asset-${assetId}`,
    name: name || deviceId,
    ...(version === null ? {} : { version }),
    ...(manufacturer === null ? {} : { publisher: manufacturer }),
    properties: [
      { name: 'muster:deviceId', value: deviceId },
      ...(serial === null ? [] : [{ name: 'muster:serial', value: serial }]),
      ...(tag === null ? [] : [{ name: 'muster:tag', value: tag }]),
    ],
  };
}

function operatingSystemOf({ name, fullName, version }: System): Component[] {
  const shown = name ?? fullName;
  if (shown === null) return [];
  return [
    {
      type: 'operating-system',
      'bom-ref': 'operating-system',
      name: shown,
      ...(version === null ? {} : { version: cut(version) }),
      ...(fullName === null || fullName === shown ? {} : { description: fullName }),
    },
  ];
}

/** Columns that have no place of their own in a component. */
const KEPT = ['architecture', 'source', 'guid', 'installedAt', 'folder', 'origin', 'userName'] as const;

function softwareOf(row: Row, system: System, refs: Set<string>): Component[] {
  const name = text(row.name);
  if (name === null) return []; // a component without a name is none
  const version = versionOf(row.version);
  const publisher = text(row.publisher);
  const description = text(row.comments);
  const purl = packageUrl(row, system);
  const properties = KEPT.flatMap((column): Property[] => {
    const value = text(row[column]);
    return value === null ? [] : [{ name: `muster:${column}`, value }];
  });
  return [
    {
      type: 'application',
      'bom-ref': unique(purl ?? `software:${name}@${version ?? ''}`, refs),
      name,
      ...(version === null ? {} : { version }),
      ...(publisher === null ? {} : { publisher }),
      ...(description === null ? {} : { description }),
      ...(purl === null ? {} : { purl }),
      ...(properties.length === 0 ? {} : { properties }),
    },
  ];
}

/** Two users may have the same program: each is a component, and each needs a name of its own. */
function unique(wanted: string, refs: Set<string>): string {
  let ref = wanted;
  for (let i = 2; refs.has(ref); i++) ref = `${wanted}#${i}`;
  refs.add(ref);
  return ref;
}

/** Characters of a version. Source: the schema's definition `version`. */
const VERSION_CHARACTERS = 1024;

const cut = (version: string) => version.slice(0, VERSION_CHARACTERS).toWellFormed();

function versionOf(cell: Cell | undefined): string | null {
  const version = text(cell);
  return version === null ? null : cut(version);
}

function text(cell: Cell | undefined): string | null {
  if (cell === null || cell === undefined || cell === '') return null;
  return String(cell).toWellFormed();
}

/** A UUID made of a text, version 8 (RFC 9562: of one's own making). */
function uuidOf(given: string): string {
  const bytes = createHash('sha256').update(given).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
