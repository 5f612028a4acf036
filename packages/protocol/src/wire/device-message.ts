import type { OtherValue } from '../inventory.ts';
import { type ReadSections, readSections } from './read-sections.ts';
import { planFor } from './section-plan.ts';
import { childText, type XmlElement } from './xml.ts';

/** One result message of a network task: `NETDISCOVERY`, `SNMPQUERY` and their aliases. */
export type DeviceMessage = {
  /** Number of the job (`PROCESSNUMBER`); null in files that people send by hand. */
  readonly jobId: number | null;
  readonly moduleVersion: string | null;
  /** `START`, `END`, `EXIT`, `NBIP`… of the job itself. */
  readonly job: Readonly<Record<string, string>>;
  /** One for each DEVICE; a message may have any number. */
  readonly devices: readonly ReadSections[];
  readonly other: readonly OtherValue[];
};

/** Reads the CONTENT of a network message. */
export function decodeDeviceMessage(content: XmlElement): DeviceMessage {
  const plan = planFor('device');
  const jobId = childText(content, 'PROCESSNUMBER');
  const isNumber = jobId !== null && /^\d{1,15}$/.test(jobId);
  const agents = content.children.filter((c) => c.name === 'AGENT');
  const job = agents.flatMap((agent) => agent.children.map((c) => [c.name, c.text] as const));
  const beside = content.children.filter(
    (c) =>
      c.name !== 'DEVICE' &&
      c.name !== 'AGENT' &&
      c.name !== 'MODULEVERSION' &&
      !(c.name === 'PROCESSNUMBER' && isNumber),
  );
  return {
    jobId: isNumber ? Number(jobId) : null,
    moduleVersion: childText(content, 'MODULEVERSION'),
    job: Object.fromEntries(job),
    devices: content.children.filter((c) => c.name === 'DEVICE').map((device) => readSections(device.children, plan)),
    other: readSections(beside, { names: new Map(), sections: new Map() }).other,
  };
}
