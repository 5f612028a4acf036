import { describe, expect, test } from 'vitest';
import { linuxStorages } from '../collectors/linux/storages.ts';
import { replayHost } from '../testing/replay-host.ts';
import { splitModel } from './disk-models.ts';
import { parseHdparm } from './hdparm.ts';
import { parseSize } from './sizes.ts';
import { parseSmartctl } from './smartctl.ts';

const SMARTCTL = `smartctl 7.3
=== START OF INFORMATION SECTION ===
Model Family:     Western Digital Blue
Device Model:     WDC WD5000AAKS-40V6A0
Serial Number:    WD-WCAWF0001
LU WWN Device Id: 5 0014ee 103508438
Firmware Version: 05.01D06
User Capacity:    500,107,862,016 bytes [500 GB]
SATA Version is:  SATA 2.6, 3.0 Gb/s

=== START OF READ SMART DATA SECTION ===
SMART overall-health self-assessment test result: FAILED!
`;

describe('parseSmartctl()', () => {
  test('reads an ATA disk and its health', () => {
    expect(parseSmartctl(SMARTCTL)).toEqual({
      identity: {
        manufacturer: 'Western Digital',
        model: 'WDC WD5000AAKS-40V6A0',
        serial: 'WD-WCAWF0001',
        firmware: '05.01D06',
        size: 500_107,
        wwn: '50014ee103508438',
        interface: 'SATA',
        description: 'SATA',
      },
      health: 'FAILED',
    });
  });

  test('reads a SAS disk', () => {
    const text =
      'Vendor:               HGST\nProduct:              HUH72\nRevision:             NS07\nSerial number:        D5\nTransport protocol:   SAS (SPL-3)\nSMART Health Status: OK\n';
    expect(parseSmartctl(text)).toMatchObject({
      identity: { manufacturer: 'Hitachi', model: 'HUH72', firmware: 'NS07', serial: 'D5', interface: 'SAS' },
      health: 'OK',
    });
  });

  test.each([
    '',
    'Device is in STANDBY mode, exit(2)\n',
    'User Capacity:    7,757,100,351,738,617,888 bytes [7757 PB]\n',
  ])('gives nothing for %j', (text) => {
    expect(parseSmartctl(text)).toEqual({ identity: {}, health: null });
  });
});

describe('parseHdparm()', () => {
  const text = `/dev/sda:

ATA device, with non-removable media
	Model Number:       SAMSUNG SSD PM830
	Serial Number:      S0X0001
	Firmware Revision:  CXM13D1Q
	Transport:          Serial, SATA Rev 3.0
	cylinders	16383	16383
	heads		16	16
	device size with M = 1000*1000:      256060 MBytes (256 GB)
`;

  test('reads an ATA disk', () => {
    expect(parseHdparm(text)).toMatchObject({ model: 'SAMSUNG SSD PM830', size: 256_060, interface: 'SATA' });
  });

  test('gives nothing for the rubbish of a USB bridge', () => {
    expect(parseHdparm(text.replace('heads		16	16', 'heads		25964	0'))).toEqual({});
  });
});

test.each([
  ['INTEL SSDSC2CW240A3', 'Intel', 'SSDSC2CW240A3'],
  ['WDC WD5000AAKS', 'Western Digital', 'WD5000AAKS'],
  ['ST3160815AS', 'Seagate', 'ST3160815AS'],
  ['Portable SSD', null, 'Portable SSD'],
  ['', null, null],
])('splitModel(%j) is %j and %j', (text, manufacturer, model) => {
  expect(splitModel(text)).toEqual({ manufacturer, model });
});

test.each([
  ['300 GB', 1000, 300_000],
  ['1,000,000.9 MB', 1000, 1_000_000.9],
  ['11,11 mb', 1000, 11.11],
  ['128 035 676 160 bytes', 1024, 122_104],
  ['8 GB', 1024, 8192],
  ['lots', 1000, null],
  ['5 bananas', 1000, null],
] as const)('parseSize(%j, %i) is %j', (text, base, size) => {
  expect(parseSize(text, base)).toBe(size);
});

describe('storages', () => {
  const sys = (name: string, path: string, values: Readonly<Record<string, string>>) => ({
    files: Object.fromEntries(Object.entries(values).map(([file, value]) => [`/sys/block/${name}/${file}`, value])),
    links: { [`/sys/block/${name}`]: path },
  });
  const disk = sys('sda', '../devices/pci0000:00/0000:00:1f.2/ata1/block/sda', {
    size: '976773168\n',
    removable: '0\n',
    'device/vendor': 'ATA     \n',
    'device/model': 'WDC WD5000AAKS-4\n',
    'device/rev': '1D06\n',
  });

  test('are completed by smartctl: what the kernel cuts off, and the health', async () => {
    const host = replayHost({ ...disk, commands: { 'smartctl -n standby -i -H /dev/sda': SMARTCTL } });
    expect(await linuxStorages.collect(host)).toMatchObject([
      { model: 'WDC WD5000AAKS-40V6A0', firmware: '05.01D06', serial: 'WD-WCAWF0001', health: 'FAILED', size: 500_107 },
    ]);
  });

  test('are reported without it, too', async () => {
    expect(await linuxStorages.collect(replayHost(disk))).toMatchObject([{ name: 'sda', firmware: '1D06' }]);
  });

  test('have second ways to a disk once', async () => {
    const host = replayHost({
      files: { ...disk.files, '/sys/block/dm-0/dm/uuid': 'mpath-35000\n', '/sys/block/sdb/size': '976773168\n' },
      folders: { '/sys/block': ['dm-0', 'sda', 'sdb'], '/sys/block/dm-0/slaves': ['sda', 'sdb'] },
      links: disk.links,
    });
    expect((await linuxStorages.collect(host))?.map(({ name }) => name)).toEqual(['sda']);
  });
});

test('without /sys, storages are the whole disks of /proc/partitions', async () => {
  const text =
    'major minor  #blocks  name\n\n   8        0  488386584 sda\n   8        1     524288 sda1\n 259        0  500107608 nvme0n1\n   7        0        100 loop0\n';
  const host = replayHost({
    files: { '/proc/partitions': text },
    commands: { 'smartctl -n standby -i -H /dev/sda': SMARTCTL },
  });
  expect(await linuxStorages.collect(host)).toMatchObject([
    { name: 'sda', size: 500_107, serial: 'WD-WCAWF0001', health: 'FAILED' },
    { name: 'nvme0n1', description: 'NVME' },
  ]);
});
