import { describe, expect, test } from 'vitest';
import { parseMounts } from '../../linux/mounts.ts';
import { parseRpm } from '../../linux/packages/rpm.ts';
import { parseStat } from '../../linux/processes.ts';
import { toSbdsDate } from '../../smbios/table-smbios.ts';
import { replayHost } from '../../testing/replay-host.ts';
import { linuxBatteries, toMilliwattHours } from './batteries.ts';
import { toIsoDate, toModel } from './bios.ts';
import { linuxDrives, parseDf, selectMounts } from './drives.ts';
import { formatUptime, linuxHardware } from './hardware.ts';
import { parseInputs } from './inputs.ts';
import { findFqdn } from './operating-system.ts';
import { terminalName } from './processes.ts';
import { parseDeb822, parseRepoFile, parseSourcesList, withoutPassword } from './repositories.ts';
import { linuxSoftware } from './software.ts';
import { serialOfPage, withoutSecondPaths } from './storages.ts';
import { toSerial } from './usb-devices.ts';
import { splitTitle, windowsMiB } from './videos.ts';

describe('bios', () => {
  test.each([
    ['03/14/2023', '2023-03-14'],
    ['12/31/99', '1999-12-31'],
    ['2023-03-14', null],
    [null, null],
  ])('toIsoDate(%j) is %j', (text, date) => {
    expect(toIsoDate(text)).toBe(date);
  });

  test('the model of a Lenovo stands in its version', () => {
    expect(toModel({ systemModel: '20QD00', systemVersion: 'ThinkPad X1' })).toBe('ThinkPad X1');
    expect(toModel({ systemModel: 'OptiPlex', systemVersion: '1.0' })).toBe('OptiPlex');
  });
});

describe('drives', () => {
  const mounts = (...lines: string[]) => parseMounts(lines.join('\n'));

  test.each([
    {
      name: 'the root of a file system, not a folder of it',
      found: mounts('1 0 8:1 /sub /a rw - ext4 /dev/sda1 rw', '2 0 8:1 / /longer/place rw - ext4 /dev/sda1 rw'),
      places: ['/longer/place'],
    },
    {
      name: 'the shortest of several places',
      found: mounts('1 0 8:1 / /long/place rw - ext4 /dev/sda1 rw', '2 0 8:1 / /a rw - ext4 /dev/sda1 rw'),
      places: ['/a'],
    },
    { name: 'no pseudo file system', found: mounts('1 0 0:5 / /run rw - tmpfs tmpfs rw'), places: [] },
    {
      name: 'each share of a server',
      found: mounts('1 0 0:45 / /a rw - nfs4 s:/a rw', '2 0 0:45 / /b rw - nfs4 s:/b rw'),
      places: ['/a', '/b'],
    },
  ])('shows $name', ({ found, places }) => {
    expect(selectMounts(found).map(({ mountPoint }) => mountPoint)).toEqual(places);
  });

  test('parseDf() reads one line, whatever the names', () => {
    const heading = 'Filesystem 1024-blocks Used Available Capacity Mounted on\n';
    expect(parseDf(`${heading}//srv/my share 2048 1024 1024 50% /mnt/A B\n`)).toEqual({
      totalBytes: 2_097_152,
      freeBytes: 1_048_576,
    });
    expect(parseDf(heading)).toBeNull();
    expect(parseDf('df: /net/gone: Stale file handle')).toBeNull();
  });

  test('a share whose server is gone is shown without sizes', async () => {
    const files = { '/proc/self/mountinfo': '1 0 0:45 / /a rw - nfs4 s:/a rw\n' };
    expect(await linuxDrives.collect(replayHost({ files }))).toMatchObject([
      { mountPoint: '/a', total: null, free: null },
    ]);
  });
});

describe('hardware', () => {
  test.each([
    [0, '00-00-00 00:00:00'],
    [964, '00-00-00 00:16:04'],
    [86_400 * 3 + 3661, '00-00-03 01:01:01'],
    [86_400 * 365, '01-00-00 00:00:00'],
  ])('formatUptime(%i) is %s', (seconds, text) => {
    expect(formatUptime(seconds)).toBe(text);
  });

  test('a virtual machine without UUID gets the digest its host can compute', async () => {
    const files = {
      '/etc/machine-id': 'b08dfa6083e7567a1921a715000001fb\n',
      '/proc/sys/kernel/hostname': 'guest\n',
      '/proc/1/environ': 'container=lxc\u0000',
    };
    const [row] = (await linuxHardware.collect(replayHost({ files }))) ?? [];
    // printf 'b08dfa6083e7567a1921a715000001fbguest' | sha1sum
    expect(row?.uuid).toBe('cb7cc166fe9470a13450e6440dabd9c6038ba338');
  });

  test('a Docker container is known by its own number, not by its host', async () => {
    const files = {
      '/.dockerenv': '',
      '/proc/sys/kernel/hostname': '0123456789ab\n',
      '/sys/class/dmi/id/product_uuid': '4c4c4544-004e-4a10-8035-b7c04f4d4e32\n',
    };
    const [row] = (await linuxHardware.collect(replayHost({ files }))) ?? [];
    expect(row).toMatchObject({ uuid: '0123456789ab', vmSystem: 'Docker', name: '0123456789ab' });
  });
});

test.each([
  ['127.0.1.1 pc.example.org pc\n', 'pc', 'pc.example.org'],
  ['127.0.1.1 pc # pc.example.org\n', 'pc', 'pc'],
  ['127.0.0.1 localhost.localdomain localhost\n', 'localhost', 'localhost'],
  ['', 'pc.example.org', 'pc.example.org'],
])('findFqdn(%j, %j) is %j', (hosts, name, fqdn) => {
  expect(findFqdn(hosts, name)).toBe(fqdn);
});

describe('processes', () => {
  test('parseStat() reads a name with brackets and spaces', () => {
    const fields = [
      'S',
      '1',
      '7',
      '7',
      '34816',
      '-1',
      ...Array(5).fill('0'),
      '5',
      '6',
      '0',
      '0',
      '20',
      '0',
      '1',
      '0',
      '4242',
      '1024',
    ];
    expect(parseStat(`7 (a) b (c)) ${fields.join(' ')}\n`)).toMatchObject({
      name: 'a) b (c)',
      terminal: 34_816,
      cpuTicks: 11,
      startTicks: 4242,
      virtualBytes: 1024,
    });
    expect(parseStat('')).toBeNull();
  });

  test.each([
    [0, null],
    [34_816, 'pts/0'],
    [1025, 'tty1'],
    [1088, 'ttyS0'],
  ])('terminalName(%i) is %j', (device, name) => {
    expect(terminalName(device)).toBe(name);
  });
});

describe('batteries', () => {
  test.each([
    { energy: 51_000_000, charge: null, volts: null, expected: 51_000 },
    { energy: null, charge: 4_400_000, volts: 11_400_000, expected: 50_160 },
    { energy: null, charge: 4_400_000, volts: null, expected: null },
    { energy: null, charge: null, volts: 1, expected: null },
  ])('$energy µWh, $charge µAh at $volts µV are $expected mWh', ({ energy, charge, volts, expected }) => {
    expect(toMilliwattHours(energy, charge, volts)).toBe(expected);
  });

  test.each([
    [(41 << 9) | (6 << 5) | 15, '2021-06-15'],
    [0, null],
    [(41 << 9) | (13 << 5) | 15, null],
    [null, null],
  ])('toSbdsDate(%j) is %j', (packed, date) => {
    expect(toSbdsDate(packed)).toBe(date);
  });

  test('the battery of a mouse is none of the computer', async () => {
    const files = {
      '/sys/class/power_supply/hid0/type': 'Battery\n',
      '/sys/class/power_supply/hid0/scope': 'Device\n',
    };
    expect(await linuxBatteries.collect(replayHost({ files }))).toBeNull();
  });
});

describe('software', () => {
  test('parseRpm() leaves keys out, and "(none)" empty', () => {
    const line = (...values: string[]) => `${values.join('\t')}\n`;
    const output =
      line('bash', 'x86_64', '5.1-2', '1600000000', '1234', 'Fedora', 'A shell', 'Unspecified') +
      line('gpg-pubkey', '(none)', '1-2', '1', '0', '(none)', 'key', 'Public Keys') +
      line('odd', '(none)', '1-1', 'x', '(none)', '(none)', 'Tab', '(none)') +
      'error: rpmdb: damaged\n';
    expect(parseRpm(output)).toMatchObject([
      { name: 'bash', version: '5.1-2', publisher: 'Fedora', fileSize: 1234, category: null, source: 'rpm' },
      { name: 'odd', architecture: null, fileSize: null, installedAt: null, publisher: null },
    ]);
  });

  test('the rpm program without a database is no source', async () => {
    const commands = { 'rpm -qa': 'x' };
    expect(await linuxSoftware.collect(replayHost({ commands }))).toBeNull();
  });
});

describe('repositories', () => {
  test('parseSourcesList() reads options, and no sources of sources', () => {
    const text =
      '# deb http://no x main\ndeb [arch=amd64] http://a.example/debian stable main contrib # x\ndeb-src http://a.example/debian stable main\n';
    expect(parseSourcesList(text)).toEqual([
      { name: 'stable main contrib', baseUrl: 'http://a.example/debian', enabled: 'yes' },
    ]);
  });

  test('parseDeb822() gives a row for each address', () => {
    const text =
      'Types: deb\nURIs: http://a http://b\nSuites: s\nComponents: main\n\nTypes: deb-src\nURIs: http://c\nSuites: s\n';
    expect(parseDeb822(text).map(({ baseUrl }) => baseUrl)).toEqual(['http://a', 'http://b']);
  });

  test('parseRepoFile() reads what is on and off', () => {
    const text = '[main]\nname=Main\nbaseurl=http://a\n\n[extra]\nmetalink=http://b\nenabled=0\n';
    expect(parseRepoFile(text)).toEqual([
      { name: 'Main', baseUrl: 'http://a', mirrors: null, enabled: 'yes' },
      { name: 'extra', baseUrl: null, mirrors: 'http://b', enabled: 'no' },
    ]);
  });

  test('passwords in addresses stay on the machine', () => {
    expect(withoutPassword('https://user:secret@host/x')).toBe('https://host/x');
    expect(withoutPassword('https://token@host/x@y')).toBe('https://host/x@y');
  });
});

describe('storages', () => {
  test('serialOfPage() reads as many bytes as the page says', () => {
    expect(serialOfPage(Buffer.from([0, 0x80, 0, 4, ...Buffer.from('AB12XX')]))).toBe('AB12');
    expect(serialOfPage(Buffer.from([0, 0x80, 0]))).toBeNull();
  });

  test('a disk behind two cables is shown once', () => {
    const disk = { wwn: '5000', serial: 'A', type: 'disk' };
    const found = [
      { ...disk, name: 'sda' },
      { ...disk, name: 'sdb' },
      { name: 'sdc', wwn: null, serial: 'A', type: 'disk' },
    ];
    expect(withoutSecondPaths(found).map(({ name }) => name)).toEqual(['sda', 'sdc']);
  });
});

test.each([
  ['4C530001', '4C530001'],
  ['S/N:12345678', '12345678'],
  ['123', null],
  ['0000:00:14.0', null],
  ['00000000', null],
  [null, null],
])('toSerial(%j) of a USB device is %j', (text, serial) => {
  expect(toSerial(text)).toBe(serial);
});

describe('videos', () => {
  test.each([
    ['GP106 [GeForce GTX 1060 6GB]', { chip: 'GP106', product: 'GeForce GTX 1060 6GB' }],
    ['Device 1234', { chip: 'Device 1234', product: null }],
    ['[only]', { chip: '[only]', product: 'only' }],
  ])('splitTitle(%j)', (title, expected) => {
    expect(splitTitle(title)).toEqual(expected);
  });

  test('windowsMiB() counts memory that may be read ahead', () => {
    const registers = '0x00000000ea000000 0x00000000eaffffff 0x0000000000040200';
    const memory = '0x0000004000000000 0x00000041ffffffff 0x000000000014220c';
    expect(windowsMiB(`${registers}\n${memory}\n`)).toBe(8192);
    expect(windowsMiB(registers)).toBeNull();
    expect(windowsMiB('0x1 0x2\ngarbage')).toBeNull();
  });
});

test('parseInputs() leaves out buttons that are handled like keyboards', () => {
  const block = (name: string, place: string, handlers: string) =>
    `I: Bus=0003 Vendor=1\nN: Name="${name}"\nP: Phys=${place}\nH: Handlers=${handlers} \n`;
  const text = [
    block('Power Button', 'LNXPWRBN/button/input0', 'kbd event0'),
    block('Acme Keyboard', 'usb-1/input0', 'sysrq kbd leds event1'),
    block('Acme Mouse', 'usb-2/input0', 'mouse0 event2'),
    block('HDA Intel PCH Mic', 'ALSA', 'event3'),
  ].join('\n');
  expect(parseInputs(text)).toMatchObject([
    { type: 'Keyboard', caption: 'Acme Keyboard', interface: 'USB' },
    { type: 'Pointing', caption: 'Acme Mouse' },
  ]);
});
