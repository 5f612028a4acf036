import { fingerprintInput, type Inventory, type Row, type Section, type SectionName, sections } from '@muster/protocol';
import type { Db } from '../../db/database.ts';
import type { Arrival } from '../../fleet/reception-service.ts';
import { testInventory } from '../../fleet/testing/test-inventory.ts';
import { createServices } from '../../services.ts';
import { createHistoryRepository } from '../history-repository.ts';

/** A fleet that takes inventories in, and its history. */
export const createTestFleet = (db: Db) => ({
  repository: createHistoryRepository(db),
  ...createServices({ db }).fleet,
});

export const arrivalAt = (at: number): Arrival => ({ at, sourceIp: null, userAgent: 'Test_v1', agentId: null });

export type Content = Partial<Record<SectionName, readonly Partial<Row>[]>>;

export const inventoryOf = (deviceId: string, content: Content, more?: Partial<Inventory>): Inventory =>
  testInventory(deviceId, content, more);

/** The stable columns of rows as one text, whatever their order. */
export const stableText = (name: SectionName, rows: readonly Row[]) =>
  fingerprintInput(sections[name] as Section, rows);
