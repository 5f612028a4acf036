import { Version } from '@cyclonedx/cyclonedx-library/Spec';
import { JsonStrictValidator } from '@cyclonedx/cyclonedx-library/Validation';
import type { Inventory, Row } from '@muster/protocol';
import { expect, test } from 'vitest';
import { toCycloneDx } from './cyclonedx.ts';

/** The schema that CycloneDX publishes, with its formats: what other programs check before they read a document. */
const validator = new JsonStrictValidator(Version.v1dot6);

const facts = { at: Date.UTC(2026, 10, 1), assetId: 7, name: 'pc-7', tool: { name: 'Muster', version: '0.1.0' } };

function machine(software: readonly Row[], more: Partial<Inventory> = {}): Inventory {
  const operatingSystem: Row[] = [{ name: 'Debian GNU/Linux', fullName: 'Debian GNU/Linux 13', version: '13.1' }];
  const bios: Row[] = [{ systemManufacturer: 'Maker', systemModel: 'Model', systemSerial: 'S-7' }];
  const sections = { operatingSystem, bios, software };
  return { deviceId: 'pc-7-2026', tag: 'lab', sections, ...more } as unknown as Inventory; // safe: nothing else is read
}

const HOSTILE = [
  "=cmd|'/C calc'!A0",
  '<script>alert(1)</script>',
  '"],"bomFormat":"x',
  'pkg:deb/../../etc/passwd?arch=%00#x',
  '\u0000\u0007\u001b[31m',
  '\ud800 half a character',
  '\u202Eexe.gpj',
  ' spaces\t\r\n',
  '%',
  '@/#?&+%zz',
  'ﷺ'.repeat(4000),
  '🧨',
];

const row = (name: string, more: Row = {}): Row => ({
  name,
  version: '1.0',
  source: 'deb',
  architecture: 'amd64',
  ...more,
});

test.each([
  { name: 'a machine that has nothing', inventory: machine([], { sections: {} } as Partial<Inventory>) },
  { name: 'a machine as agents report it', inventory: machine([row('openssl'), row('openssl'), row('libstdc++6')]) },
  {
    name: 'hostile texts in every value',
    inventory: machine(
      HOSTILE.flatMap((text) =>
        ['deb', 'rpm', 'npm', text].map((source) => ({
          ...{ name: text, version: text, publisher: text, comments: text, architecture: text, guid: text },
          ...{ source, folder: text, installedAt: text, origin: text, userName: text },
        })),
      ),
    ),
  },
  ...HOSTILE.map((text) => ({
    name: `a machine that calls itself ${JSON.stringify(text.slice(0, 30))}`,
    inventory: machine([row('a')], {
      deviceId: text,
      tag: text,
      sections: {
        operatingSystem: [{ name: text, fullName: text, version: text }],
        bios: [{ systemManufacturer: text, systemModel: text, systemSerial: text }],
        software: [row(text)],
      },
    } as unknown as Partial<Inventory>), // safe: nothing else is read
  })),
  {
    name: 'a large machine, half of it twice',
    inventory: machine(
      // The check compares each part with each other: ten times as many take it a hundred times as long.
      Array.from({ length: 1200 }, (_, i) => row(`package-${i % 600}`, { publisher: `Publisher ${i % 90}` })),
    ),
  },
])('the schema of CycloneDX takes the bill of $name', async ({ inventory }) => {
  const text = JSON.stringify(toCycloneDx(inventory, { ...facts, name: inventory.deviceId }));
  expect(text.isWellFormed()).toBe(true);
  expect(await validator.validate(text)).toBeNull();
});

test('the check refuses what is no bill of materials', async () => {
  const bill = toCycloneDx(machine([row('a')]), facts);
  expect(await validator.validate(JSON.stringify({ ...bill, serialNumber: 'urn:uuid:x' }))).not.toBeNull();
  expect(await validator.validate(JSON.stringify({ ...bill, components: [{ name: 'a' }] }))).not.toBeNull();
  const twice = [...bill.components, ...bill.components];
  expect(await validator.validate(JSON.stringify({ ...bill, components: twice }))).not.toBeNull();
});
