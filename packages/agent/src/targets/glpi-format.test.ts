import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { corpusFolder } from '../testing/corpus.ts';
import { isKnownToGlpi, toGlpiFormat } from './glpi-format.ts';

test('leaves out sections, columns and other values that a GLPI does not know', () => {
  const document = {
    action: 'inventory',
    deviceid: 'pc-1',
    partial: true,
    content: {
      versionclient: 'Muster-Agent_v1',
      old_deviceid: 'pc-0',
      services: [{ name: 'sshd' }],
      hardware: { name: 'pc', osname: 'Debian', constructor: 1 },
      operatingsystem: { name: 'Debian', timezone: { name: 'UTC', offset: '+0000' } },
      softwares: [{ name: 'bash', shared: true }],
      printers: [],
      constructor: { name: 1 },
    },
  };
  expect(JSON.parse(toGlpiFormat(JSON.stringify(document)))).toEqual({
    action: 'inventory',
    deviceid: 'pc-1',
    partial: true,
    content: {
      versionclient: 'Muster-Agent_v1',
      hardware: { name: 'pc' },
      operatingsystem: { name: 'Debian', timezone: { name: 'UTC', offset: '+0000' } },
      softwares: [{ name: 'bash' }],
      printers: [],
    },
  });
});

const path = join(dirname(corpusFolder), 'inventory-schema/inventory.schema.json');
if (!existsSync(path)) console.warn(`"${path}" is not there: what GLPI knows is not compared with its schema`);

test.skipIf(!existsSync(path))('knows what the schema of GLPI knows of computers', () => {
  const schema = JSON.parse(readFileSync(path, 'utf8')) as Schema;
  const find = (part: Schema): Schema => {
    if (part.$ref === undefined) return part;
    const target = part.$ref.slice(2).split('/');
    return find(target.reduce((at, key) => at[key] as Schema, schema));
  };
  const content = find(schema.properties?.content ?? {}).properties ?? {};
  const missing = Object.entries(content).flatMap(([section, part]) => {
    const whole = find(part);
    const each = find(whole.items ?? whole);
    const columns = Object.keys(each.properties ?? {});
    return columns.filter((column) => !isKnownToGlpi(section, column)).map((column) => `${section}.${column}`);
  });
  const ofDevices = /^(network_(device|ports|components)|pagecounters|cartridges|consumables|error)\./;
  expect(missing.filter((name) => !ofDevices.test(name))).toEqual([]);
});

type Schema = {
  readonly $ref?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly [key: string]: unknown;
};
