import type { Cell, Row } from '../define-section.ts';
import type { Inventory } from '../inventory.ts';

type Rows = Readonly<Record<string, readonly Row[] | undefined>>;

/**
 * The inventory with its operating system, processors, addresses and users summed up in `HARDWARE`, and with its checksum
 * there.
 *
 * Documents of GLPI agents leave the summary out; servers of the OCS era have nothing else to show.
 * Source: glpi-fusion-server §4.5.
 */
export function withSummary(inventory: Inventory): Inventory {
  const sections: Rows = inventory.sections;
  const rows = sections.hardware ?? [];
  const added: { [column: string]: Cell } = {};
  if (inventory.dialect === 'glpi') Object.assign(added, missing(rows[0] ?? {}, summary(sections)));
  if (inventory.checksum !== null) added.checksum = inventory.checksum;
  if (Object.keys(added).length === 0) return inventory;
  return { ...inventory, sections: { ...inventory.sections, hardware: [{ ...rows[0], ...added }, ...rows.slice(1)] } };
}

function missing(row: Row, found: Row): Row {
  return Object.fromEntries(
    Object.entries(found).filter(([name, value]) => value !== null && value !== '' && (row[name] ?? null) === null),
  );
}

function summary(sections: Rows): Row {
  const system = sections.operatingSystem?.[0] ?? {};
  const cpus = sections.cpus ?? [];
  const [cpu = {}] = cpus;
  return {
    osName: system.fullName ?? system.name ?? null,
    osVersion: system.kernelVersion ?? system.version ?? null,
    osComments: system.servicePack ?? null,
    architecture: system.architecture ?? null,
    processorType: cpu.name ?? null,
    processorSpeed: cpu.speed ?? null,
    processorCount: cpus.length === 0 ? null : cpus.length,
    ipAddress: joined((sections.networks ?? []).filter((row) => row.ip !== '127.0.0.1').map((row) => row.ip)),
    userId: joined((sections.users ?? []).map((row) => row.login)),
    collectionTime: sections.versionProvider?.[0]?.collectionTime ?? null,
  };
}

/** Several values of one field are joined by a slash, as OCS agents do. */
function joined(values: readonly (Cell | undefined)[]): string {
  return [...new Set(values.filter((value) => typeof value === 'string' && value !== ''))].join('/');
}
