import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell, Column, Row, Section } from '../define-section.ts';
import { AppError } from '../errors.ts';
import type { Inventory } from '../inventory.ts';
import { sections } from '../sections/index.ts';
import { decodeDeviceMessage } from './device-message.ts';
import { decodeGlpiMessage } from './glpi-message.ts';
import { decodeContactReply } from './glpi-replies.ts';
import { encodeJsonInventory } from './json-inventory.ts';
import { readOcsControllers } from './ocs-controllers.ts';
import { columnPaths, planFor, type Wire } from './section-plan.ts';
import { corpusFiles } from './testing/corpus.ts';
import { SAMPLE_JSON, SAMPLE_XML } from './testing/sample.ts';
import { decodeText } from './text.ts';
import { encodeXmlInventory } from './xml-inventory.ts';
import { decodeInventoryReply, decodePrologReply } from './xml-replies.ts';
import { decodeXmlRequest } from './xml-request.ts';

/** Whatever comes, a decoder answers or throws an AppError; what it answers can be written, and is then read alike. */

const decoders = [decodeXmlRequest, decodeGlpiMessage, decodePrologReply, decodeInventoryReply, decodeContactReply];

function feed(bytes: Uint8Array): void {
  const text = quietly(() => decodeText(bytes));
  for (const decode of decoders) if (text !== undefined) quietly(() => rewrite(decode(text)));
}

/** Runs it; anything thrown but an AppError is a failure. */
function quietly<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

function rewrite(decoded: object): void {
  if ('content' in decoded && 'query' in decoded) decodeDeviceMessage(decoded.content as never);
  if (!('inventory' in decoded) || decoded.inventory === null) return;
  const inventory = decoded.inventory as Inventory;
  const xml = decodeXmlRequest(encodeXmlInventory(inventory, inventory.dialect === 'fusion' ? 'fusion' : 'ocs'));
  const json = decodeGlpiMessage(encodeJsonInventory(inventory));
  expect(xml).toMatchObject({ deviceId: inventory.deviceId });
  expect(json).toMatchObject({ deviceId: inventory.deviceId });
}

describe('decoders throw nothing but AppError', () => {
  test('for random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), feed), { numRuns: 300 });
  });

  test('for random text that begins like a message', () => {
    const start = fc.constantFrom('<', '{', '<?xml version="1.0"?>', '<REQUEST>', '{"action":"contact",');
    const text = fc.tuple(start, fc.string({ unit: 'binary', maxLength: 200 })).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (t) => feed(new TextEncoder().encode(t))),
      { numRuns: 500 },
    );
  });

  const names = [...planFor('fusion').names.keys(), 'CONTENT', 'DEVICE', '__proto__', 'constructor', 'X'];
  const columns = [
    'NAME',
    'KEYNAME',
    'TOTAL',
    'TIMEZONE',
    'MEMBER',
    'DATABASES',
    'PACKAGE',
    'HISTORY',
    '__proto__',
    'Y',
  ];
  const value = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom('N/A', '1', '-1', '4 GB', '31/02/2020', '1e400', '{{x}}', '\u202e'),
  );
  const element = fc.letrec<{ any: string }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.tuple(fc.constantFrom(...columns), value).map(([n, v]) => `<${n}>${escaped(v)}</${n}>`),
      fc
        .tuple(fc.constantFrom(...names, ...columns), fc.array(tie('any'), { maxLength: 6 }))
        .map(([n, c]) => `<${n}>${c.join('')}</${n}>`),
    ),
  })).any;

  test('for random trees in XML', () => {
    fc.assert(
      fc.property(fc.array(element, { maxLength: 10 }), fc.constantFrom('INVENTORY', 'SNMPQUERY'), (content, query) => {
        const xml = `<REQUEST><DEVICEID>a</DEVICEID><QUERY>${query}</QUERY><CONTENT>${content.join('')}</CONTENT></REQUEST>`;
        expect(decodeXmlRequest(xml).deviceId).toBe('a');
        rewrite(decodeXmlRequest(xml));
      }),
      { numRuns: 300 },
    );
  });

  test('for random trees in JSON', () => {
    const keys = fc.constantFrom(
      ...planFor('json').names.keys(),
      'name',
      'total',
      '__proto__',
      'constructor',
      'timezone',
      'databases',
    );
    const tree = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 5 },
        value,
        fc.double(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('any'), { maxLength: 5 }),
        fc.dictionary(keys, tie('any'), { maxKeys: 6 }),
      ),
    })).any;
    fc.assert(
      fc.property(fc.dictionary(keys, tree, { maxKeys: 8 }), (content) => {
        const message = decodeGlpiMessage(JSON.stringify({ deviceid: 'a', content }));
        expect(message.action).toBe('inventory');
        rewrite(message);
      }),
      { numRuns: 300 },
    );
  });

  test('for messages of odd shapes', () => {
    const key = fc.constantFrom(
      'action',
      'deviceid',
      'content',
      'partial',
      'tag',
      'itemtype',
      'jobid',
      'enabled-tasks',
      'httpd-port',
      'status',
      'expiration',
      'tasks',
    );
    const action = fc.constantFrom('contact', 'inventory', 'get_params', 'netinventory', 'a');
    fc.assert(
      fc.property(fc.dictionary(key, fc.oneof(fc.jsonValue(), action)), (message) =>
        feed(new TextEncoder().encode(JSON.stringify(message))),
      ),
      { numRuns: 500 },
    );
  });

  const encoder = new TextEncoder();
  const documents = [
    encoder.encode(SAMPLE_XML),
    encoder.encode(SAMPLE_JSON),
    ...corpusFiles('xml').map(({ bytes }) => bytes),
    ...corpusFiles('json').map(({ bytes }) => bytes),
  ].filter(({ length }) => length < 30_000);

  test('for real documents that were damaged on their way', () => {
    const damage = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.constantFrom(0, 1, 2, 50, 100_000),
      insert: fc.oneof(
        fc.uint8Array({ maxLength: 3 }),
        fc
          .constantFrom('<', '&', '\0', ']]>', '<![CDATA[', '"', '{', '<!DOCTYPE x>', '</CONTENT>')
          .map((s) => encoder.encode(s)),
      ),
    });
    fc.assert(
      fc.property(fc.nat(documents.length - 1), fc.array(damage, { minLength: 1, maxLength: 4 }), (index, damages) => {
        let bytes = documents[index] ?? new Uint8Array();
        for (const { at, remove, insert } of damages) {
          const from = Math.floor(at * bytes.length);
          bytes = Uint8Array.from([...bytes.subarray(0, from), ...insert, ...bytes.subarray(from + remove)]);
        }
        feed(bytes);
      }),
      { numRuns: 400 },
    );
  });
});

/** Values that each type of column holds; texts as they are after reading. */
function cellOf(column: Column): fc.Arbitrary<Cell> {
  const { letters } = column;
  const word = fc
    .string({
      unit: fc.constantFrom('x', 'y', 'z', ' ', '<', '&', '>', '"', "'", 'é', '€', '😀', '\t', '\n', '/', '='),
      minLength: 1,
    })
    .map((s) => (letters === 'upper' ? s.toUpperCase() : s).trim())
    .filter((s) => s !== '');
  const day = fc.date({
    min: new Date('1970-01-01T00:00:00Z'),
    max: new Date('2099-12-31T00:00:00Z'),
    noInvalidDate: true,
  });
  switch (column.type) {
    case 'text':
      return word;
    case 'texts':
      return column.jsonAs === 'integer'
        ? fc.array(fc.nat(99).map(String), { minLength: 1 })
        : fc.array(word, { minLength: 1, maxLength: 4 });
    case 'integer':
      return fc.nat();
    case 'real':
      return column.jsonAs === 'integer' ? fc.nat() : fc.nat(100_000).map((n) => n / 100);
    case 'flag':
      return fc.boolean();
    case 'date':
      return day.map((d) => d.toISOString().slice(0, 10));
    default:
      return day.map((d) => d.toISOString().slice(0, 19).replace('T', ' '));
  }
}

function rowOf(section: Section, wire: Wire): fc.Arbitrary<Row> {
  const cells = Object.entries(section.columns).map(([name, column]) => {
    const travels = columnPaths(column, wire).length > 0 && !(wire === 'json' && column.jsonPattern !== undefined);
    const cell = travels ? cellOf(column) : fc.constant(null);
    return [name, column.jsonRequired === true || !travels ? cell : fc.option(cell)] as const;
  });
  const row = fc.record(Object.fromEntries(cells)) as fc.Arbitrary<Row>;
  return row.filter((r) => Object.values(r).some((cell) => cell !== null));
}

const base: Inventory = {
  deviceId: 'pc-1',
  dialect: 'ocs',
  agent: null,
  itemType: 'Computer',
  partial: false,
  tag: null,
  oldDeviceId: null,
  checksum: null,
  sections: {},
  other: [],
  otherTruncated: false,
};

describe.each(['ocs', 'fusion', 'json'] as const)('any rows survive the wire "%s"', (wire) => {
  const writable = (Object.values(sections) as readonly Section[]).filter(
    (section) =>
      section.parent === undefined &&
      section.rows !== 'map' &&
      planFor(wire).sections.has(section.name) &&
      // A row whose demanded values have patterns cannot be made of random words.
      !(
        wire === 'json' &&
        Object.values(section.columns).some((c) => c.jsonRequired === true && c.jsonPattern !== undefined)
      ),
  );

  test.each(writable)('$name', (section) => {
    const rows = fc.array(rowOf(section, wire), { minLength: 1, maxLength: section.rows === 'one' ? 1 : 4 });
    fc.assert(
      fc.property(rows, (given) => {
        const inventory = { ...base, sections: { [section.name]: given } };
        const read =
          wire === 'json'
            ? decodeGlpiMessage(encodeJsonInventory(inventory))
            : decodeXmlRequest(encodeXmlInventory({ ...inventory, agent: wire === 'fusion' ? 'x' : null }, wire));
        expect(read).toMatchObject({ inventory: { other: [] } });
        // Random words are no revisions of controllers.
        const told = wire === 'ocs' ? readOcsControllers(inventory.sections) : inventory.sections;
        expect('inventory' in read && read.inventory?.sections).toEqual(told);
      }),
      { numRuns: 15 },
    );
  });
});

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
}
