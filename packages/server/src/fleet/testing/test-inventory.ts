import type { Inventory, Row } from '@muster/protocol';

/** An inventory of an OCS agent with these rows; columns and all else that is left out is not known. */
export function testInventory(
  deviceId: string,
  sections: Readonly<Record<string, readonly Partial<Row>[] | undefined>>,
  more: Partial<Inventory> = {},
): Inventory {
  return {
    deviceId,
    dialect: 'ocs',
    agent: null,
    itemType: 'Computer',
    partial: false,
    tag: null,
    oldDeviceId: null,
    checksum: null,
    sections: sections as Inventory['sections'], // safe: columns that are left out count as null
    other: [],
    otherTruncated: false,
    ...more,
  };
}
