import { describe, expect, test } from 'vitest';
import { replayHost } from '../testing/replay-host.ts';
import { dmidecodeSmbios } from './dmidecode-smbios.ts';
import { parseDmidecode } from './dmidecode-text.ts';
import { toMemories, toModel, toModuleMaker, toModuleSerial } from './memory-modules.ts';
import { toCpu } from './processors.ts';
import { readSmbios } from './read-smbios.ts';

const NEW = `# dmidecode 3.4
SMBIOS 3.3 present.

Handle 0x0001, DMI type 1, 27 bytes
System Information
	Manufacturer: Acme Inc.
	Product Name: RackServer
	Serial Number: SRV0042
	UUID: 4C4C4544-0043-3510-805A-C7C04F4D3333
	Wake-up Type: Power Switch

Handle 0x0004, DMI type 4, 48 bytes
Processor Information
	Socket Designation: CPU1
	Type: Central Processor
	Family: Xeon
	Manufacturer: Intel
	ID: 57 06 05 00 FF FB EB BF
	Version: Intel(R) Xeon(R) Silver 4314 CPU @ 2.40GHz
	External Clock: 100 MHz
	Max Speed: 4000 MHz
	Status: Populated, Enabled
	Core Count: 16
	Core Enabled: 8
	Thread Count: 16
	Characteristics:
		64-bit capable
		Multi-Core

Handle 0x0005, DMI type 4, 48 bytes
Processor Information
	Socket Designation: CPU2
	Type: Central Processor
	Manufacturer: Not Specified
	Status: Unpopulated

Handle 0x0010, DMI type 16, 23 bytes
Physical Memory Array
	Use: System Memory
	Error Correction Type: Multi-bit ECC

Handle 0x0011, DMI type 17, 84 bytes
Memory Device
	Size: 32 GB
	Form Factor: DIMM
	Locator: A1
	Type: DDR4
	Speed: 3200 MT/s
	Manufacturer: 00CE000080CE
	Serial Number: 4C9A1B2C
	Part Number: M393A4K40EB3-CWE

Handle 0x0012, DMI type 17, 84 bytes
Memory Device
	Size: No Module Installed
	Form Factor: DIMM
	Locator: A2
	Type: Unknown
	Manufacturer: Manufacturer02
	Serial Number: SerNum02

Handle 0x0039, DMI type 39, 22 bytes
System Power Supply
	Name: PWR SPLY,750W
	Manufacturer: DELL
	Serial Number: CNPSU1
	Model Part Number: 0W8R3CA00
	Max Power Capacity: 0.750 W
	Status: Present, OK
	Plugged: Yes
	Hot Replaceable: Yes

Handle 0x0040, DMI type 39, 22 bytes
System Power Supply
	Name: Bay 2
	Status: Not Present
`;

const OLD = `SMBIOS 2.4 present.
Handle 0x0001
	DMI type 1, 27 bytes.
	System Information Block
		Vendor: Acme Inc.
		Product: Old Server
		Serial Number: OLD1
Handle 0x0009
	DMI type 9, 13 bytes.
	Card Slot
		Slot: PCI 1
		Type: 32bit PCI 
		Status: In use.
	DMI type 6, 12 bytes.
	Memory Bank
		Socket: RAM 0
		Type: EDO DIMM 
		Installed Size: 1024Mbyte
	DMI type 6, 12 bytes.
	Memory Bank
		Socket: RAM 1
		Type: DIMM 
		Installed Size: Not Installed
`;

const read = (text: string) => dmidecodeSmbios(parseDmidecode(text));

describe('output of dmidecode', () => {
  test('gives the machine, with its UUID in one letter case', () => {
    expect(read(NEW).machine()).toMatchObject({
      systemManufacturer: 'Acme Inc.',
      systemSerial: 'SRV0042',
      uuid: '4c4c4544-0043-3510-805a-c7c04f4d3333',
    });
  });

  test('gives processors: empty sockets are none, switched off cores are told', () => {
    expect(read(NEW).processors().map(toCpu)).toEqual([
      expect.objectContaining({
        name: 'Intel Xeon Silver 4314 CPU @ 2.40GHz',
        cpuId: 'BFEBFBFF00050657',
        cores: 8,
        coresTotal: 16,
        threads: 16,
        speed: 2400,
        familyNumber: '6',
        model: '85',
        stepping: 7,
      }),
    ]);
  });

  test('gives memory: makers by number, slots that are empty', () => {
    expect(toMemories(read(NEW).memory())).toEqual([
      expect.objectContaining({ slot: 1, capacity: 32_768, manufacturer: 'Samsung', errorCorrection: 'Multi-bit ECC' }),
      expect.objectContaining({ slot: 2, capacity: null, manufacturer: null, serial: null }),
    ]);
  });

  test('gives power supplies that are there, in watts', () => {
    expect(read(NEW).powerSupplies()).toEqual([
      expect.objectContaining({ serial: 'CNPSU1', partNumber: '0W8R3C', maximumPower: 750, plugged: true }),
    ]);
  });

  test('is understood in the layout of 2002', () => {
    const old = read(OLD);
    expect(old.machine()).toMatchObject({ systemManufacturer: 'Acme Inc.', systemModel: 'Old Server' });
    expect(old.slots()).toEqual([expect.objectContaining({ name: 'PCI 1', description: '32bit PCI', status: 'used' })]);
    expect(old.memory().map(({ locator, capacityMiB }) => [locator, capacityMiB])).toEqual([
      ['RAM 0', 1024],
      ['RAM 1', null],
    ]);
  });
});

describe('readSmbios()', () => {
  const commands = { dmidecode: NEW };

  test('asks dmidecode where the kernel has no table', async () => {
    const found = await readSmbios(replayHost({ commands, stats: { '/dev/mem': {} } }));
    expect(found?.machine().systemModel).toBe('RackServer');
  });

  test('does not ask it where the table is only for root', async () => {
    const stats = { '/dev/mem': {}, '/sys/firmware/dmi/tables': {} };
    expect(await readSmbios(replayHost({ commands, stats }))).toBeNull();
  });
});

describe('memory modules', () => {
  test.each([
    ['0x7F98000000000000', 'Kingston'],
    ['CE00000000000000', 'Samsung'],
    ['80AD000080AD', 'Hynix'],
    ['802C', 'Micron'],
    ['7F7F7F0B00000000', 'Nanya'],
    ['Crucial', 'Crucial'],
    ['SK Hynix', 'Hynix'],
    ['Manufacturer00', null],
    ['FFFF', null],
    [null, null],
  ])('toModuleMaker(%j) is %j', (text, maker) => {
    expect(toModuleMaker(text)).toBe(maker);
  });

  test.each([
    ['0x4D33203738', 'M3 78'],
    ['HMT351S6CFR8C-PB  ', 'HMT351S6CFR8C-PB'],
    ['GSOG42F-18----------', 'GSOG42F-18'],
    ['PartNum0', null],
    ['Array1_PartNumber2', null],
    ['NO DIMM', null],
  ])('toModel(%j) is %j', (text, model) => {
    expect(toModel(text)).toBe(model);
  });

  test.each([
    ['4C9A1B2C', '4C9A1B2C'],
    ['SerNum03', null],
    ['NO DIMM', null],
  ])('toModuleSerial(%j) is %j', (text, serial) => {
    expect(toModuleSerial(text)).toBe(serial);
  });
});
