import { encodeJsonInventory, encodeXmlInventory, type Inventory } from '@muster/protocol';
import type { InventoryFormat } from '../config.ts';

/** Ending of a file in each format, as the OCS, FusionInventory and GLPI agents name theirs. */
export const ENDINGS: Readonly<Record<InventoryFormat, string>> = {
  ocs: 'ocs',
  xml: 'xml',
  json: 'json',
  html: 'html',
  text: 'txt',
};

/** An inventory as a document. What a format needs is loaded when it is asked for. */
export async function encodeInventory(inventory: Inventory, format: InventoryFormat): Promise<string | Uint8Array> {
  switch (format) {
    case 'xml':
      return encodeXmlInventory(inventory, 'ocs');
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
