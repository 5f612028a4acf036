import { describe, expect, test } from 'vitest';
import { linuxVirtualMachines, withoutDoubles } from '../../collectors/linux/virtual-machines.ts';
import { replayHost } from '../../testing/replay-host.ts';
import { parseContainers, readDocker, readPodman } from './docker.ts';
import { countProcessors, toMebibytes } from './guest.ts';
import { parseDomain, parseVirshList, readLibvirt } from './libvirt.ts';
import { isMonitor, parseLxcConfig, readLxc } from './lxc.ts';
import { parseLxdList } from './lxd.ts';
import { parseMachine } from './nspawn.ts';
import { parseVzList, parseVzSettings } from './openvz.ts';
import { parsePrlctl } from './parallels.ts';
import { parseProxmox } from './proxmox.ts';
import { parseQemuArguments } from './qemu.ts';
import { parseVBoxManage } from './virtualbox.ts';
import { parseVmx } from './vmware.ts';
import { parseXeList, parseXenList } from './xen.ts';

test.each([
  ['1.5G', '', 1536],
  ['2048', 'M', 2048],
  ['2147328', 'KiB', 2097],
  ['unlimited', '', null],
  ['', '', null],
  [null, '', null],
])('toMebibytes(%j, %j) is %j', (text, unit, expected) => {
  expect(toMebibytes(text, unit)).toBe(expected);
});

test.each([
  ['0,3-5', 4],
  ['', null],
  ['nonsense', null],
])('countProcessors(%j) is %j', (list, expected) => {
  expect(countProcessors(list)).toBe(expected);
});

describe('Docker and Podman', () => {
  const id = 'a'.repeat(64);
  const inspected = JSON.stringify([
    {
      Id: id,
      Name: '/web',
      State: { Status: 'running', Running: true },
      Config: { Image: 'nginx:1', Env: ['PASSWORD=secret'] },
      HostConfig: { Memory: 536_870_912, NanoCpus: 1_500_000_000 },
      NetworkSettings: { Networks: { bridge: { IPAddress: '172.17.0.2', MacAddress: '02:42:ac:11:00:02' } } },
    },
  ]);
  const web = {
    name: 'web',
    uuid: 'aaaaaaaaaaaa',
    status: 'running',
    image: 'nginx:1',
    memory: 512,
    cpuCount: 2,
    ip: '172.17.0.2',
  };

  test('parseContainers() reads limits and addresses, and nothing secret', () => {
    const found = parseContainers(inspected, 'docker');
    expect(found).toMatchObject([web]);
    expect(JSON.stringify(found)).not.toContain('secret');
    expect(parseContainers('nonsense', 'docker')).toBeNull();
  });

  test('Docker is asked only where its service is', async () => {
    const commands = {
      'docker ps --all --quiet --no-trunc': `${id}\n`,
      [`docker inspect --type container ${id}`]: inspected,
    };
    expect(await readDocker(replayHost({ commands }))).toBeNull();
    expect(await readDocker(replayHost({ commands, files: { '/run/docker.sock': '' } }))).toMatchObject([web]);
  });

  test('a service that does not answer is an error, not the end of all containers', async () => {
    const store = { '/var/lib/containers/storage/overlay-containers/containers.json': '[{}]' };
    const commands = { 'podman ps --all --quiet --no-trunc': `${id}\n` };
    await expect(readPodman(replayHost({ files: store, commands }))).rejects.toThrow('podman');
  });
});

describe('libvirt', () => {
  const domain = `<domain type='kvm' id='3'><name>vm &amp; co</name><uuid>5e3884eb-0caa-194b-cd17-3d9ca1b20c3b</uuid>
    <memory unit='GiB'>4</memory><vcpu placement='static'>2</vcpu>
    <devices><interface><mac address='52:54:00:00:00:01'/></interface></devices></domain>`;

  test('its files tell what is defined, and what runs', async () => {
    const files = {
      '/etc/libvirt/qemu/vm.xml': domain,
      '/etc/libvirt/qemu/off.xml': domain.replace('vm &amp; co', 'off'),
      '/run/libvirt/qemu/vm.xml': `<domstatus state='running' reason='booted'>${domain}</domstatus>`,
    };
    expect(await readLibvirt(replayHost({ files }))).toMatchObject([
      { name: 'vm & co', status: 'running', memory: 4096, cpuCount: 2, mac: '52:54:00:00:00:01', subsystem: 'kvm' },
      { name: 'off', status: 'off' },
    ]);
  });

  test('an ordinary user asks virsh', async () => {
    const commands = {
      'virsh --readonly list --all': ' Id Name State\n---\n 3 vm & co running\n - b c shut off\n 0 Domain-0 running\n',
      'virsh --readonly dumpxml vm & co': domain,
    };
    const host = { ...replayHost({ commands, files: { '/run/libvirt/libvirt-sock-ro': '' } }), isRoot: false };
    expect(await readLibvirt(host)).toMatchObject([
      { name: 'vm & co', status: 'running', memory: 4096 },
      { name: 'b c', status: 'off' },
    ]);
  });

  test('what is no domain is none', () => {
    expect(parseDomain('<network><name>default</name></network>')).toBeNull();
    expect(parseVirshList('')).toEqual([]);
  });
});

describe('QEMU', () => {
  test.each(['qemu-ga -d', 'qemu-img info x', 'bash -m 4', 'qemu-system-x86_64 --version'])(
    '%s is no guest',
    (line) => {
      expect(parseQemuArguments(line.split(' '))).toBeNull();
    },
  );

  test('reads forms old and new', () => {
    const line = 'qemu-system-x86_64 -name guest=a,debug-threads=on -machine pc,accel=kvm -m size=4G -smp 4,sockets=1';
    expect(parseQemuArguments(line.split(' '))).toMatchObject({ name: 'a', type: 'kvm', memory: 4096, cpuCount: 4 });
  });

  test('what libvirt manages is not told twice', () => {
    const guests = [
      { name: 'a', uuid: 'X-1', type: 'libvirt' },
      { name: 'a', uuid: 'x-1', type: 'kvm' },
      { name: 'b', uuid: 'x-2', type: 'kvm' },
    ];
    expect(withoutDoubles(guests).map(({ name }) => name)).toEqual(['a', 'b']);
  });
});

test('parseProxmox() reads the machine as it is, not its snapshots', () => {
  const text = `cores: 2\nsockets: 2\nmemory: 4096\nname: web\nnet0: virtio=BC:24:11:AA:BB:CC,bridge=vmbr0
smbios1: uuid=5e3884eb-0caa-194b-cd17-3d9ca1b20c3b\n\n[before]\nmemory: 1\nname: old\n`;
  expect(parseProxmox(text, 'kvm')).toMatchObject({ name: 'web', memory: 4096, cpuCount: 4, mac: 'BC:24:11:AA:BB:CC' });
});

describe('LXC', () => {
  const config = 'lxc.uts.name = web\nlxc.net.0.hwaddr = 00:16:3E:00:00:01\nlxc.cgroup2.memory.max = 1G\n';

  test('reads names of both generations', () => {
    expect(parseLxcConfig(config, 'c')).toMatchObject({
      name: 'c',
      memory: 1024,
      mac: '00:16:3e:00:00:01',
      status: 'off',
    });
    expect(parseLxcConfig('lxc.network.hwaddr=02:00:00:00:00:01\n', 'c')).toMatchObject({ mac: '02:00:00:00:00:01' });
  });

  test.each([
    ['[lxc monitor] /var/lib/lxc web', true],
    ['[lxc monitor] /var/lib/lxc web2', false],
    ['/usr/bin/lxc-start -F -n web', true],
    ['vi -n web', false],
  ])('isMonitor(%j) is %j', (command, expected) => {
    expect(isMonitor(command, 'web')).toBe(expected);
  });

  test('a container has the identifier it computes itself', async () => {
    const files = {
      '/var/lib/lxc/c/config': config,
      '/var/lib/lxc/c/rootfs/etc/machine-id': '0123456789abcdef0123456789abcdef\n',
    };
    const [guest] = (await readLxc(replayHost({ files }))) ?? [];
    expect(guest?.uuid).toMatch(/^[0-9a-f]{40}$/);
  });
});

test('parseLxdList() reads containers and virtual machines', () => {
  const list = [
    {
      name: 'c',
      status: 'Running',
      type: 'container',
      expanded_config: { 'limits.cpu': '2', 'limits.memory': '1GiB', 'volatile.eth0.hwaddr': '00:16:3e:00:00:01' },
      state: { network: { eth0: { addresses: [{ family: 'inet', address: '10.0.0.2', scope: 'global' }] } } },
    },
    { name: 'v', status: 'Stopped', type: 'virtual-machine', state: null },
  ];
  expect(parseLxdList(JSON.stringify(list))).toMatchObject([
    { name: 'c', status: 'running', subsystem: 'lxc', memory: 1024, cpuCount: 2, ip: '10.0.0.2' },
    { name: 'v', status: 'off', subsystem: 'kvm' },
  ]);
  expect(parseLxdList('')).toBeNull();
});

test('parseMachine() leaves out what libvirt registered', () => {
  expect(parseMachine('NAME=web\nCLASS=container\nSERVICE=systemd-nspawn\nROOT=/var/lib/machines/web\n')).toMatchObject(
    {
      name: 'web',
      status: 'running',
    },
  );
  expect(parseMachine('NAME=qemu-1\nCLASS=vm\nSERVICE=libvirt-qemu\n')).toBeNull();
});

test('OpenVZ: the number of a container is its identifier only together with the host', () => {
  expect(parseVzList('web 101 0 running debian-12\n', 'H')).toMatchObject([{ name: 'web', uuid: 'H-101' }]);
  expect(parseVzList('web 101 - stopped debian-12\n', null)).toMatchObject([{ uuid: null, status: 'off' }]);
  expect(parseVzSettings('PHYSPAGES="0:262144"\nCPUS="2"\n')).toEqual({ memory: 1024, cpuCount: 2 });
});

test('parsePrlctl() reads names with spaces', () => {
  const line = '{bc993872-c70f-40bf-b2e2-94d9f080eb55}  running      10.0.0.1        Ubuntu Linux\n';
  expect(parsePrlctl(line)).toMatchObject([{ name: 'Ubuntu Linux', status: 'running', ip: '10.0.0.1' }]);
});

test('parseVBoxManage() reads machines, not their snapshots', () => {
  const text = `Name:            A b\nGuest OS:        Debian\nUUID:            1\nMemory size:     512MB\nNumber of CPUs:  2
State:           running (since 2026)\nNIC 1:           MAC: 080027000001, Attachment: NAT\n\n   Name: snapshot (UUID: 2)\n`;
  expect(parseVBoxManage(text)).toMatchObject([
    { name: 'A b', status: 'running', memory: 512, cpuCount: 2, mac: '08:00:27:00:00:01' },
  ]);
});

test('parseVmx() reads names in any case', () => {
  const text =
    'displayName = "A"\nmemsize = "2048"\nnumvcpus = "2"\nuuid.bios = "56 4d 00 00 00 00 00 00-00 00 00 00 00 00 00 01"\n';
  expect(parseVmx(text)).toMatchObject({
    name: 'A',
    memory: 2048,
    cpuCount: 2,
    uuid: '564d0000-0000-0000-0000-000000000001',
  });
});

test('Xen: the host itself is no guest', () => {
  const list = `Name    ID   Mem VCPUs  State   Time(s)
Domain-0 0 738 4 r----- 34.3
A guest 5 1536 2 -b---- 27.0 388b226f-c388-143b-df2e-ad33492c1540 - -
`;
  expect(parseXenList(list)).toMatchObject([
    { name: 'A guest', status: 'blocked', memory: 1536, uuid: '388b226f-c388-143b-df2e-ad33492c1540' },
  ]);
  const block = (name: string, isControl: boolean) =>
    `uuid ( RO)    : 1\n  name-label ( RW): ${name}\n  is-control-domain ( RO): ${isControl}\n  power-state ( RO): halted\n`;
  expect(parseXeList(`${block('a', false)}\n${block('b', true)}`)).toMatchObject([{ name: 'a', status: 'shutdown' }]);
});

test('a machine without guests says so', async () => {
  expect(await linuxVirtualMachines.collect(replayHost({}))).toBeNull();
});
