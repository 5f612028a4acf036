import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { Inventory } from '../inventory.ts';
import { decodeGlpiMessage } from './glpi-message.ts';
import { encodeJsonInventory } from './json-inventory.ts';
import { planFor } from './section-plan.ts';
import { corpusFiles, hasCorpus, inventorySchema, replyFiles } from './testing/corpus.ts';
import { decodeText } from './text.ts';
import { encodeXmlInventory } from './xml-inventory.ts';
import { decodeInventoryReply, decodePrologReply, encodePrologReply } from './xml-replies.ts';
import { decodeXmlRequest } from './xml-request.ts';

/** What is decoded, written and decoded again is the same. */

function xmlInventories(): { name: string; inventory: Inventory }[] {
  return corpusFiles('xml').flatMap(({ name, bytes }) => {
    const text = decodeText(bytes);
    if (!text.includes('<QUERY>INVENTORY</QUERY>')) return [];
    const message = decodeXmlRequest(text);
    return message.query === 'INVENTORY' ? [{ name, inventory: message.inventory }] : [];
  });
}

function jsonInventories(): { name: string; inventory: Inventory }[] {
  return corpusFiles('json').flatMap(({ name, bytes }) => {
    const text = decodeText(bytes);
    if (!/"content"\s*:/.test(text)) return [];
    const message = decodeGlpiMessage(text);
    const inventory = message.action === 'inventory' || message.action === 'other' ? message.inventory : null;
    return inventory === null ? [] : [{ name, inventory }];
  });
}

const sorted = ({ other, ...rest }: Inventory) => ({ ...rest, other: other.map((o) => JSON.stringify(o)).sort() });

describe.runIf(hasCorpus)('XML → model → XML → model', () => {
  test.each(xmlInventories())('$name', ({ inventory }) => {
    const xml = encodeXmlInventory(inventory, inventory.dialect === 'ocs' ? 'ocs' : 'fusion');
    const message = decodeXmlRequest(xml);
    expect(message.query === 'INVENTORY' && sorted(message.inventory)).toEqual(sorted(inventory));
  });
});

describe.runIf(hasCorpus)('JSON → model → JSON → model', () => {
  test.each(jsonInventories())('$name', ({ inventory }) => {
    const message = decodeGlpiMessage(encodeJsonInventory(inventory));
    const again = message.action === 'inventory' ? message.inventory : null;
    // Values that their column cannot hold are not written again: the schema refuses them.
    const other = inventory.other.filter(({ section, path }) => !isTyped(section, path));
    expect(again && sorted(again)).toEqual(sorted({ ...inventory, other }));
  });
});

function isTyped(section: string, path: string): boolean {
  return (
    planFor('json')
      .names.get(section)
      ?.section?.names.has(path.split('/')[0] ?? '') === true
  );
}

const schema = inventorySchema();

describe.runIf(schema !== null)('JSON that we write is valid', () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajvFormats.default(ajv);
  const validate = ajv.compile(schema ?? {});

  test('and the validator tells what is not', () => {
    expect(validate({ deviceid: 'a', content: { versionclient: 'x', hardware: { memory: 'much' } } })).toBe(false);
  });

  test.each([...jsonInventories(), ...xmlInventories()])('$name', ({ inventory }) => {
    validate(JSON.parse(encodeJsonInventory(inventory)));
    expect(validate.errors?.map((e) => `${e.instancePath} ${e.message}`) ?? []).toEqual([]);
  });
});

describe.runIf(hasCorpus)('replies of real servers', () => {
  test.each(replyFiles().filter(({ bytes }) => bytes[0] === 0x3c))('$name', ({ name, bytes }) => {
    const text = decodeText(bytes);
    if (name.includes('inventory-reply')) {
      expect(decodeInventoryReply(text).account).toBeTypeOf('object');
      return;
    }
    const reply = decodePrologReply(text);
    const again = decodePrologReply(encodePrologReply(reply));
    expect({ ...again, response: reply.response }).toEqual(reply);
  });
});
