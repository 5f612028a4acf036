import { type Inventory, type Row, type SectionName, sections } from '@muster/protocol';
import { collectAll, type Outcome } from '../collect-all.ts';
import { otherOf } from '../content/other-values.ts';
import type { AnyCollector } from '../define-collector.ts';
import { toRow } from '../define-collector.ts';
import type { Host } from '../host/host.ts';
import { toDateTime } from '../linux/date-times.ts';
import type { Log } from '../log.ts';
import { monotonicMs } from '../monotonic.ts';
import type { SectionRows } from '../section-hashes.ts';
import { AGENT_NAME, VERSION } from '../version.ts';

export type InventoryTask = {
  readonly host: Host;
  readonly collectors: readonly AnyCollector[];
  /** Names of sections to leave out. */
  readonly without: readonly string[];
  /** Names of sections that are collected only where somebody asks for them. */
  readonly including?: readonly string[];
  readonly log: Log;
};

/**
 * What the machine is now: the collectors' sections, and the agent's own.
 *
 * A collector that fails is reported in the log; its section is then absent.
 */
export async function collectSections({
  host,
  collectors,
  without,
  including = [],
  log,
}: InventoryTask): Promise<SectionRows> {
  const startedMs = monotonicMs();
  const wanted = collectors.filter(
    ({ section, optional }) =>
      !without.includes(section.name) && (optional !== true || including.includes(section.name)),
  );
  const collected = await collectAll(host, wanted);
  for (const outcome of collected.outcomes) reportOutcome(outcome, log);
  const durationS = Math.max(1, Math.round((monotonicMs() - startedMs) / 1000));
  log.debug(`All collectors took ${Math.round(monotonicMs() - startedMs)} ms`);
  return {
    ...collected.sections,
    ...withTime(collected.sections.hardware, durationS),
    ...agentSections(host, durationS),
  };
}

function reportOutcome({ collector, result, rows, durationMs, reason }: Outcome, log: Log): void {
  const took = `after ${Math.round(durationMs)} ms`;
  if (result === 'rows') log.debug(`${collector}: ${rows} rows ${took}`);
  else if (result === 'nothing') log.debug(`${collector}: nothing here, ${took}`);
  else
    log.warn(
      `${collector} ${result === 'failed' ? 'failed' : 'was too slow'} ${took}, its section is left out: ${reason}`,
    );
}

function withTime(hardware: readonly Row[] | undefined, durationS: number): SectionRows {
  if (hardware === undefined) return {};
  return { hardware: hardware.map((row) => ({ ...row, collectionTime: durationS })) };
}

function agentSections(host: Host, durationS: number): SectionRows {
  return {
    versionProvider: [
      toRow(sections.versionProvider, {
        name: 'Muster',
        version: VERSION,
        program: 'muster-agent',
        comments: [`Node ${process.version}`],
        collectionTime: durationS,
      }),
    ],
    accessLog: [toRow(sections.accessLog, { loggedAt: toDateTime(host.now()) })],
  };
}

export type InventoryHead = {
  readonly deviceId: string;
  readonly oldDeviceId?: string | null;
  readonly tag?: string | null;
  readonly checksum: number;
};

/** Sections as one report. */
export function toInventory(rows: SectionRows, head: InventoryHead): Inventory {
  return {
    deviceId: head.deviceId,
    dialect: 'ocs',
    agent: AGENT_NAME,
    itemType: 'Computer',
    partial: false,
    tag: head.tag ?? null,
    oldDeviceId: head.oldDeviceId ?? null,
    checksum: head.checksum,
    sections: rows,
    other: otherOf(rows),
    otherTruncated: false,
  };
}

/** A few lines for people: what the machine is, and how much of everything was found. */
export function summarize(rows: SectionRows): string {
  const facts = [
    ['Name', cell(rows, 'hardware', 'name')],
    ['System', cell(rows, 'operatingSystem', 'fullName')],
    ['Kernel', cell(rows, 'operatingSystem', 'kernelVersion')],
    ['Made by', cell(rows, 'bios', 'systemManufacturer')],
    ['Model', cell(rows, 'bios', 'systemModel')],
    ['Serial number', cell(rows, 'bios', 'systemSerial')],
    ['Virtualisation', cell(rows, 'hardware', 'vmSystem')],
    ['Processor', cell(rows, 'cpus', 'name')],
    ['Memory', withUnit(cell(rows, 'hardware', 'memory'), 'MiB')],
    ['Addresses', cell(rows, 'hardware', 'ipAddress')],
  ].filter(([, value]) => value !== null);
  const counts = Object.values(sections)
    .map(({ label, name }) => [label, rows[name]?.length ?? 0] as const)
    .filter(([, count]) => count > 1)
    .map(([label, count]) => [label, String(count)]);
  const width = Math.max(...[...facts, ...counts].map(([label]) => label?.length ?? 0)) + 2;
  const line = ([label, value]: readonly (string | null)[]) => `${`${label}:`.padEnd(width)}${value}`;
  return [...facts.map(line), '', ...counts.map(line), ''].join('\n');
}

function cell(rows: SectionRows, section: SectionName, column: string): string | null {
  const value = rows[section]?.[0]?.[column] ?? null;
  return value === null ? null : String(value);
}

const withUnit = (value: string | null, unit: string) => (value === null ? null : `${value} ${unit}`);
