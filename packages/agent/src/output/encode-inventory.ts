import { encodeJsonInventory, encodeXmlInventory, type Inventory, xmlInventoryPieces } from '@muster/protocol';
import type { InventoryFormat } from '../config.ts';

/** Ending of a file in each format, as the OCS, FusionInventory and GLPI agents name theirs. */
export const ENDINGS: Readonly<Record<InventoryFormat, string>> = {
  ocs: 'ocs',
  xml: 'xml',
  json: 'json',
  html: 'html',
  text: 'txt',
};

/** An inventory as a document, XML in pieces. What a format needs is loaded when it is asked for. */
export async function encodeInventory(
  inventory: Inventory,
  format: InventoryFormat,
): Promise<string | Uint8Array | Iterable<string>> {
  switch (format) {
    case 'xml':
      return xmlInventoryPieces(inventory, 'ocs');
    case 'ocs': {
      const { deflateSync } = await import('node:zlib');
      return deflateSync(encodeXmlInventory(inventory, 'ocs'));
    }
    case 'json':
      return `${encodeJsonInventory(inventory)}\n`;
    case 'html':
      return (await import('./html-report.ts')).htmlReport(inventory);
    case 'text':
      return (await import('./text-report.ts')).textReport(inventory.sections);
  }
}
