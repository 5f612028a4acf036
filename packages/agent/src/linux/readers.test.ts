import { describe, expect, test } from 'vitest';
import { replayHost } from '../testing/replay-host.ts';
import { readContainer } from './containers.ts';
import { toDateTime, toOffset } from './date-times.ts';
import { parseDeviceNames } from './device-names.ts';
import { parseLeases } from './dhcp-leases.ts';
import { readDistribution } from './distribution.ts';
import { parseIpJson, readInterfaces } from './interfaces.ts';
import { parseSession } from './logins.ts';
import { findMaker } from './manufacturers.ts';
import { parseMounts } from './mounts.ts';
import { parseOsRelease } from './os-release.ts';
import { parseDpkgStatus } from './packages/dpkg.ts';
import { parseResolvConf } from './resolv-conf.ts';
import { parseRoutes } from './routes.ts';
import { decodeUdev, parseUdev } from './udev.ts';
import { parseUtmp } from './utmp.ts';
import { readVmSystem } from './vm-system.ts';

describe('parseOsRelease()', () => {
  test.each([
    { name: 'no quotes', line: 'NAME=Debian', value: 'Debian' },
    { name: 'double quotes', line: 'NAME="Debian GNU/Linux"', value: 'Debian GNU/Linux' },
    { name: 'single quotes', line: "NAME='Fedora $1'", value: 'Fedora $1' },
    { name: 'escapes', line: 'NAME="a \\"b\\" \\$c"', value: 'a "b" $c' },
    { name: 'nothing', line: 'NAME=', value: '' },
    { name: 'a comment before', line: '# NAME=x\nNAME=y', value: 'y' },
  ])('reads $name', ({ line, value }) => {
    expect(parseOsRelease(line).NAME).toBe(value);
  });
});

describe('readDistribution()', () => {
  test.each([
    {
      name: 'Debian with its point release',
      files: {
        '/etc/os-release': 'NAME="Debian GNU/Linux"\nID=debian\nVERSION="12 (bookworm)"\n',
        '/etc/debian_version': '12.11\n',
      },
      expected: { version: '12.11' },
    },
    {
      name: 'Debian testing, which has none',
      files: { '/etc/os-release': 'NAME="Debian GNU/Linux"\nID=debian\n', '/etc/debian_version': 'forky/sid\n' },
      expected: { version: null },
    },
    {
      name: 'a derivative, which keeps the file of its parent',
      files: {
        '/etc/os-release': 'NAME="Linux Mint"\nID=linuxmint\nVERSION="21.2 (Victoria)"\n',
        '/etc/debian_version': 'bookworm/sid\n',
      },
      expected: { name: 'Linux Mint', version: '21.2 (Victoria)' },
    },
    {
      name: 'CentOS',
      files: {
        '/etc/os-release': 'NAME="CentOS Linux"\nID="centos"\nVERSION="7 (Core)"\n',
        '/etc/centos-release': 'CentOS Linux release 7.9.2009 (Core)\n',
      },
      expected: { name: 'CentOS Linux', version: '7.9.2009 (Core)' },
    },
    {
      name: 'a service pack',
      files: { '/etc/os-release': 'NAME="SLES"\nID="sles"\nVERSION="12-SP3"\n' },
      expected: { version: '12', servicePack: 'SP3' },
    },
    {
      name: 'old Red Hat',
      files: { '/etc/redhat-release': 'Scientific Linux release 6.3 (Carbon)\n' },
      expected: { name: 'Scientific Linux', version: '6.3', fullName: 'Scientific Linux release 6.3 (Carbon)' },
    },
    {
      name: 'old SUSE',
      files: { '/etc/SuSE-release': 'SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 3\n' },
      expected: { name: 'SUSE', version: '11', servicePack: 'SP3' },
    },
    { name: 'nothing', files: {}, expected: { name: null, version: null, fullName: null } },
  ])('reads $name', async ({ files, expected }) => {
    const known = Object.fromEntries(Object.entries(files).filter(([, text]) => text !== undefined));
    expect(await readDistribution(replayHost({ files: known }))).toMatchObject(expected);
  });
});

describe('parseMounts()', () => {
  test.each([
    { name: 'a space', line: '36 35 8:1 / /mnt/A\\040B rw - ext4 /dev/sda1 rw', mountPoint: '/mnt/A B' },
    { name: 'optional fields', line: '36 35 8:1 / /a rw shared:1 master:2 - ext4 /dev/sda1 rw', mountPoint: '/a' },
    { name: 'a backslash', line: '36 35 8:1 / /a\\134b rw - ext4 /dev/sda1 rw', mountPoint: '/a\\b' },
  ])('reads $name', ({ line, mountPoint }) => {
    expect(parseMounts(line)).toMatchObject([
      { mountPoint, fileSystem: 'ext4', device: '/dev/sda1', deviceNumber: '8:1' },
    ]);
  });

  test('keeps what was mounted last at a place', () => {
    const lines = ['1 0 8:1 / /mnt rw - ext4 /dev/sda1 rw', '2 0 8:2 / /mnt rw - xfs /dev/sda2 rw'];
    expect(parseMounts(lines.join('\n'))).toMatchObject([{ device: '/dev/sda2' }]);
  });
});

test('parseDpkgStatus() keeps what is installed, and is not led astray by descriptions', () => {
  const blocks = [
    'Package: a\nStatus: install ok installed\nVersion: 1\nDescription: first\n Package: no\n Status: deinstall\n',
    'Package: b\nStatus: deinstall ok config-files\nVersion: 1\n',
    'Package: c\nStatus: hold ok installed\nVersion: 1:2-3\nInstalled-Size: x\n',
    'Package: d\nStatus: install ok half-installed\nVersion: 1\n',
    'garbage\n',
  ];
  expect(parseDpkgStatus(Buffer.from(blocks.join('\n')))).toMatchObject([
    { name: 'a', summary: 'first', sizeKiB: null },
    { name: 'c', version: '1:2-3', sizeKiB: null },
  ]);
});

describe('parseDeviceNames()', () => {
  const names = parseDeviceNames(
    Buffer.from(
      [
        '# comment',
        '0001  First',
        '\t0002  Device of the first',
        '1af4  Red Hat, Inc.',
        '# between',
        '\t1041  Network',
        '\t\t1af4 0001  Card',
        '\t1042  Block',
        '8086  Intel',
        '\t0099  Last',
        'C 03  Display controller',
        '\t00  VGA',
        '\t\t00  VGA controller',
      ].join('\n'),
    ),
  );

  test('finds names', () => {
    expect(names.vendor('1af4')).toBe('Red Hat, Inc.');
    expect(names.device('1af4', '1042')).toBe('Block');
    expect(names.device('8086', '0099')).toBe('Last');
    expect(names.subsystem('1af4', '1041', '1af4', '0001')).toBe('Card');
    expect(names.deviceClass('03', '00')).toBe('VGA');
    expect(names.deviceClass('03')).toBe('Display controller');
  });

  test('does not find those of a neighbour', () => {
    expect(names.device('0001', '1041')).toBeNull();
    expect(names.subsystem('1af4', '1042', '1af4', '0001')).toBeNull();
    expect(names.deviceClass('04')).toBeNull();
    expect(names.vendor('\n8086')).toBeNull();
    expect(parseDeviceNames(Buffer.alloc(0)).vendor('8086')).toBeNull();
  });
});

describe('interfaces', () => {
  test('parseIpJson() refuses what is no list', () => {
    for (const output of ['', 'Option "-j" is unknown', '{}', 'null', '[', '[{}]', '[null]', '[{"ifname":1}]']) {
      expect([...(parseIpJson(output) ?? [])]).toEqual([]);
    }
  });

  test.each([
    {
      name: 'loopback',
      files: { type: '772', operstate: 'unknown', flags: '0x9' },
      expected: { type: 'loopback', status: 'up', virtual: true },
    },
    {
      name: 'an interface that is off',
      files: { type: '1', operstate: 'down', flags: '0x1002' },
      expected: { type: 'ethernet', status: 'down' },
    },
    { name: 'a bond', files: { type: '1', operstate: 'up', 'bonding/slaves': 'a b' }, expected: { type: 'aggregate' } },
    { name: 'InfiniBand', files: { type: '32', operstate: 'up' }, expected: { type: 'infiniband' } },
    {
      name: 'a tunnel',
      files: { type: '65534', operstate: 'unknown', flags: '0x91' },
      expected: { type: null, status: 'up' },
    },
  ])('readInterfaces() knows $name', async ({ files, expected }) => {
    const given = { ifindex: '1', address: '02:00:00:00:00:01', ...files };
    const paths = Object.entries(given).map(([file, value]) => [`/sys/class/net/x0/${file}`, `${value}\n`]);
    expect(await readInterfaces(replayHost({ files: Object.fromEntries(paths) }))).toMatchObject([expected]);
  });

  test('readInterfaces() has addresses without the ip program', async () => {
    const files = { '/sys/class/net/eth0/ifindex': '2\n', '/sys/class/net/eth0/address': '02:00:00:00:00:01\n' };
    const addresses = { eth0: [{ address: '192.0.2.7', prefixLength: 24 }] };
    expect(await readInterfaces(replayHost({ files, addresses }))).toMatchObject([
      { ipv4: [{ address: '192.0.2.7' }] },
    ]);
  });
});

test('parseRoutes() gives default gateways, best first', () => {
  const lines = [
    'Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT',
    'wlan0 00000000 0101A8C0 0003 0 0 600 00000000 0 0 0',
    'eth0 00000000 0138A8C0 0003 0 0 100 00000000 0 0 0',
    'tun0 00000000 00000000 0001 0 0 50 00000000 0 0 0',
    'eth0 0038A8C0 00000000 0001 0 0 100 00FFFFFF 0 0 0',
  ];
  expect(parseRoutes(lines.join('\n'))).toEqual([
    { interface: 'eth0', gateway: '192.168.56.1' },
    { interface: 'wlan0', gateway: '192.168.1.1' },
  ]);
});

test('parseResolvConf() reads servers once each, and the last domain', () => {
  const text =
    '# nameserver 9.9.9.9\nnameserver 192.0.2.1 ; x\nnameserver 192.0.2.1\nnameserver fd00::1\ndomain a\nsearch b c\n';
  expect(parseResolvConf(text)).toEqual({ servers: ['192.0.2.1', 'fd00::1'], domain: 'b' });
});

test('parseLeases() takes the last lease of the interface', () => {
  const lease = (name: string, server: string) =>
    `lease {\n  interface "${name}";\n  option dhcp-server-identifier ${server};\n}\n`;
  const text = lease('eth0', '192.0.2.1') + lease('eth1', '192.0.2.3') + lease('eth0', '192.0.2.2');
  expect(parseLeases(text, 'eth0')).toBe('192.0.2.2');
  expect(parseLeases(text, 'eth9')).toBeNull();
});

test.each([
  ['UID=1\nUSER=alice\nSTATE=active\nCLASS=user\n', 'alice'],
  ['USER=gdm\nSTATE=active\nCLASS=greeter\n', null],
  ['USER=alice\nSTATE=closing\nCLASS=user\n', null],
  ['', null],
])('parseSession(%j) is %j', (text, user) => {
  expect(parseSession(text)?.user ?? null).toBe(user);
});

describe('parseUtmp()', () => {
  const record = (size: 384 | 400, type: number, user: string, seconds: number) => {
    const bytes = Buffer.alloc(size);
    bytes.writeInt16LE(type, 0);
    bytes.write('pts/0', 8);
    bytes.write(user, 44);
    if (size === 384) bytes.writeInt32LE(seconds, 340);
    else bytes.writeBigInt64LE(BigInt(seconds), 344);
    return bytes;
  };

  test.each([384, 400] as const)('reads records of %i bytes', (size) => {
    const file = Buffer.concat([
      record(size, 2, 'reboot', 1),
      record(size, 7, 'alice', 1_795_000_000),
      record(size, 8, '', 1_795_000_001),
      record(size, 7, 'bob', 0),
    ]);
    expect(parseUtmp(file)).toEqual([{ user: 'alice', line: 'pts/0', at: new Date(1_795_000_000_000), from: null }]);
  });

  test('begins at a whole record', () => {
    const file = Buffer.concat([record(384, 7, 'cut', 5), record(384, 7, 'alice', 6)]).subarray(100);
    expect(parseUtmp(file).map(({ user }) => user)).toEqual(['alice']);
  });
});

test('udev texts are decoded', () => {
  expect(parseUdev('S:disk/by-id/x\nE:ID_MODEL_ENC=Ultra\\x20Fit\\x20\nE:A=b=c\n')).toEqual({
    ID_MODEL_ENC: 'Ultra\\x20Fit\\x20',
    A: 'b=c',
  });
  expect(decodeUdev('Ultra\\x20Fit\\x20')).toBe('Ultra Fit');
  expect(decodeUdev(undefined)).toBeNull();
});

test.each([
  ['WDC WD5000AAKS', 'Western Digital'],
  ['ST3500418AS', 'Seagate'],
  ['Samsung SSD 840', 'Samsung'],
  ['Generic', null],
  [null, null],
])('findMaker(%j) is %j', (text, maker) => {
  expect(findMaker(text)).toBe(maker);
});

describe('virtual machines', () => {
  const dmi = (values: Record<string, string>) =>
    Object.fromEntries(Object.entries(values).map(([file, value]) => [`/sys/class/dmi/id/${file}`, `${value}\n`]));

  test.each([
    { name: 'hardware', files: dmi({ sys_vendor: 'Dell Inc.', product_name: 'OptiPlex 7090' }), expected: 'Physical' },
    {
      name: 'VMware',
      files: dmi({ sys_vendor: 'VMware, Inc.', product_name: 'VMware Virtual Platform' }),
      expected: 'VMware',
    },
    {
      name: 'VirtualBox',
      files: dmi({ sys_vendor: 'innotek GmbH', product_name: 'VirtualBox' }),
      expected: 'VirtualBox',
    },
    {
      name: 'Hyper-V',
      files: dmi({ sys_vendor: 'Microsoft Corporation', product_name: 'Virtual Machine' }),
      expected: 'Hyper-V',
    },
    {
      name: 'a Surface',
      files: dmi({ sys_vendor: 'Microsoft Corporation', product_name: 'Surface Pro 7' }),
      expected: 'Physical',
    },
    {
      name: 'QEMU',
      files: dmi({ sys_vendor: 'QEMU', product_name: 'Standard PC (i440FX + PIIX, 1996)' }),
      expected: 'QEMU',
    },
    { name: 'KVM', files: dmi({ sys_vendor: 'Red Hat', product_name: 'KVM' }), expected: 'KVM' },
    {
      name: 'a cloud',
      files: dmi({ sys_vendor: 'Google', product_name: 'Google Compute Engine' }),
      expected: 'KVM',
    },
    { name: 'a Chromebook', files: dmi({ sys_vendor: 'Google', product_name: 'Eve' }), expected: 'Physical' },
    {
      name: 'a mainframe',
      files: { '/proc/sysinfo': 'Manufacturer: IBM\nVM00 Control Program: z/VM    7.2.0\n' },
      expected: 'z/VM',
    },
    {
      name: 'a machine of ARM',
      files: { '/proc/device-tree/hypervisor/compatible': 'linux,kvm\u0000' },
      expected: 'KVM',
    },
    {
      name: 'a container of Kubernetes',
      files: {
        '/proc/self/mountinfo':
          '1 2 0:50 / / rw,relatime - overlay overlay rw,lowerdir=/a,upperdir=/var/lib/containerd/io.x/1/fs,workdir=/b\n',
      },
      expected: 'containerd',
    },
    { name: 'WSL', files: { '/proc/sys/kernel/osrelease': '5.15.90.1-microsoft-standard-WSL2\n' }, expected: 'WSL' },
    { name: 'a Xen guest', files: { '/sys/hypervisor/type': 'xen\n' }, expected: 'Xen' },
    { name: 'a Xen host', files: { '/proc/xen/capabilities': 'control_d\n' }, expected: 'Physical' },
    {
      name: 'an unnamed hypervisor',
      files: { '/proc/cpuinfo': 'flags\t\t: fpu hypervisor lm\n' },
      expected: 'Virtual Machine',
    },
    {
      name: 'a container on a server',
      files: { ...dmi({ sys_vendor: 'QEMU' }), '/.dockerenv': '' },
      expected: 'Docker',
    },
    {
      name: 'what systemd told the first process',
      files: { '/proc/1/environ': 'PATH=/\u0000container=lxc\u0000' },
      expected: 'lxc',
    },
    { name: 'OpenVZ', files: { '/proc/self/status': 'Name:\tx\nenvID:\t101\n' }, expected: 'Virtuozzo' },
    { name: 'an OpenVZ host', files: { '/proc/self/status': 'Name:\tx\nenvID:\t0\n' }, expected: 'Physical' },
  ])('$name is $expected', async ({ files, expected }) => {
    const known = Object.fromEntries(Object.entries(files).filter(([, text]) => text !== undefined));
    expect(await readVmSystem(replayHost({ files: known }))).toBe(expected);
  });

  test('a variable whose name ends in "container" is none', async () => {
    expect(await readContainer(replayHost({ files: { '/proc/1/environ': 'mycontainer=x\u0000' } }))).toBeNull();
  });
});

test('dates are those of the clock on the wall', () => {
  const at = new Date(2026, 0, 2, 3, 4, 5);
  expect(toDateTime(at)).toBe('2026-01-02 03:04:05');
  expect(toOffset(at)).toMatch(/^[+-]\d{4}$/);
});
