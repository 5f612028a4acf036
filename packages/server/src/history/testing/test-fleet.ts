import { fingerprintInput, type Inventory, type Row, type Section, type SectionName, sections } from '@muster/protocol';
import { createServices } from '../../app.ts';
import type { Db } from '../../db/database.ts';
import type { Arrival } from '../../fleet/reception-service.ts';
import { createHistoryRepository } from '../history-repository.ts';

/** A fleet that takes inventories in, and its history. */
export const createTestFleet = (db: Db) => ({
  repository: createHistoryRepository(db),
  ...createServices({ db }).fleet,
});

export const arrivalAt = (at: number): Arrival => ({ at, sourceIp: null, userAgent: 'Test_v1', agentId: null });

export type Content = Partial<Record<SectionName, readonly Partial<Row>[]>>;

export function inventoryOf(deviceId: string, content: Content, more: Partial<Inventory> = {}): Inventory {
  return {
    deviceId,
    dialect: 'ocs',
    agent: null,
    itemType: 'Computer',
    partial: false,
    tag: null,
    oldDeviceId: null,
    checksum: null,
    sections: content as Inventory['sections'], // safe: columns that are left out count as null
    other: [],
    otherTruncated: false,
    ...more,
  };
}

/** The stable columns of rows as one text, whatever their order. */
export const stableText = (name: SectionName, rows: readonly Row[]) =>
  fingerprintInput(sections[name] as Section, rows);
