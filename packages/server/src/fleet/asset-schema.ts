import { z } from 'zod';

const nullableText = z.string().nullable();
/** A moment, ISO 8601 in UTC. */
export const time = z.iso.datetime();

/** What lists show of an asset. */
export const assetSummary = z
  .object({
    id: z.int(),
    kind: z.string().describe('computer, network, printer, phone, unmanaged or other.'),
    name: z.string(),
    deviceId: z.string(),
    agentId: nullableText.describe('UUID of a GLPI agent.'),
    tag: nullableText,
    os: nullableText,
    osVersion: nullableText,
    manufacturer: nullableText,
    model: nullableText,
    serial: nullableText,
    uuid: nullableText,
    ip: nullableText,
    user: nullableText,
    memoryMiB: z.number().nullable(),
    cpu: nullableText,
    agent: nullableText.describe('What the agent calls itself.'),
    agentFamily: z.enum(['ocs', 'fusion', 'glpi', 'muster', 'unknown']),
    firstSeenAt: time,
    lastContactAt: time,
    lastInventoryAt: time.nullable(),
    softwareCount: z.int(),
    archivedAt: time.nullable().describe('When it was put out of sight; null for an active one.'),
  })
  .meta({ id: 'AssetSummary' });
