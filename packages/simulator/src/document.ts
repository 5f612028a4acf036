import type { Inventory, Row } from '@muster/protocol';
import { devicesOf } from './devices.ts';
import { stamp } from './installed.ts';
import type { Machine } from './machine.ts';
import { randomOf } from './random.ts';

const DAY_MS = 86_400_000;

/** Mebibytes in the millions of bytes that makers count. */
const mebibytes = (megabytes: number) => Math.floor((megabytes * 1_000_000) / 1_048_576);

/** What a machine's agent reports at a moment. `visit` counts its inventories from 0. */
export function documentOf(seed: number, machine: Machine, software: Row[], at: number, visit: number): Inventory {
  const { model, system, person, hostile } = machine;
  const isVirtual = model.shape === 'virtual';
  const user = hostile ?? person?.login ?? 'root';
  const name = hostile === null ? machine.name : hostile.slice(0, 300);
  const devices = devicesOf(seed, machine);
  const domain = 'exemple.lan';
  // A machine gets another lease now and then.
  const ip =
    visit % 3 === 2 ? machine.ip.replace(/\d+$/, (last) => String(2 + ((Number(last) + 40) % 250))) : machine.ip;
  const serial = machine.serial === null ? null : machine.serial;
  return {
    deviceId: machine.deviceId,
    dialect: machine.dialect,
    agent: machine.agent,
    itemType: 'Computer',
    partial: false,
    tag: machine.tag,
    oldDeviceId: null,
    checksum: null,
    other: [],
    otherTruncated: false,
    sections: {
      hardware: [
        {
          name,
          uuid: machine.uuid,
          workgroup: system.kind === 'windows' ? 'EXEMPLE' : domain,
          userDomain: system.kind === 'windows' ? 'EXEMPLE' : null,
          osName: system.name,
          osVersion: system.version,
          osComments: system.comments === '' ? null : system.comments,
          processorType: machine.cpu,
          processorSpeed: 2_600,
          processorCount: model.shape === 'server' ? 2 : 1,
          memory: machine.memoryMiB,
          swap: Math.min(machine.memoryMiB / 2, 8_192),
          ipAddress: ip,
          dns: `10.${machine.site.network}.0.53/10.200.0.53`,
          defaultGateway: ip.replace(/\d+$/, '1'),
          userId: user,
          lastLoggedUser: user,
          description: hostile ?? `${system.short} ${machine.site.name}`,
          chassisType: model.chassis,
          vmSystem: isVirtual ? (model.manufacturer === 'QEMU' ? 'KVM' : 'VMware') : 'Physical',
          architecture: system.kind === 'mac' ? 'arm64' : 'x86_64',
          installedOn: stamp(machine.bought + 20 * DAY_MS).slice(0, 10),
          windowsOwner: system.kind === 'windows' ? 'EXEMPLE SA' : null,
          lastDate: stamp(at),
        },
      ],
      bios: [
        {
          systemManufacturer: model.manufacturer,
          systemModel: hostile !== null && machine.number % 800 === 7 ? hostile : model.model,
          systemSerial: serial,
          type: model.chassis,
          assetTag: isVirtual ? 'No Asset Tag' : `EX${String(machine.number).padStart(6, '0')}`,
          biosManufacturer: isVirtual ? 'EFI Development Kit II' : model.manufacturer,
          biosVersion: `1.${10 + Math.floor((at - machine.bought) / (240 * DAY_MS))}.0`,
          biosDate: stamp(machine.bought).slice(0, 10),
        },
      ],
      operatingSystem: [
        {
          name: system.short,
          version: system.version,
          fullName: system.name,
          kernelName: system.kind === 'windows' ? 'MSWin32' : system.kind === 'mac' ? 'darwin' : 'linux',
          architecture: system.kind === 'mac' ? 'arm64' : 'x86_64',
          installedAt: stamp(machine.bought + 20 * DAY_MS),
          fqdn: hostile === null ? `${machine.name.toLowerCase()}.${domain}` : null,
        },
      ],
      cpus: [
        {
          name: machine.cpu,
          manufacturer: /AMD/.test(machine.cpu) ? 'AMD' : /Apple/.test(machine.cpu) ? 'Apple' : 'Intel',
          cores: model.cores,
          logicalCpus: model.cores * 2,
          speed: 2_600,
          architecture: system.kind === 'mac' ? 'arm64' : 'x86_64',
        },
      ],
      drives: drivesOf(seed, machine, at),
      networks: networksOf(machine, ip),
      users: person === null ? [] : [{ login: user, domain: 'EXEMPLE' }],
      localUsers: localUsersOf(machine, user),
      antivirus:
        system.kind === 'windows'
          ? [
              {
                name: 'Windows Defender',
                company: 'Microsoft Corporation',
                version: `4.18.${24_000 + Math.floor(at / (30 * DAY_MS))}`,
                enabled: machine.number % 40 !== 3,
                upToDate: machine.number % 25 !== 4,
              },
            ]
          : [],
      software:
        hostile === null
          ? software
          : [...software, { name: hostile, version: hostile.slice(0, 60), publisher: hostile.slice(0, 200) }],
      ...devices,
      accountInfo: accountOf(machine),
    },
  };
}

/** File systems; of one machine in fifteen the first is nearly full, and all fill up slowly. */
function drivesOf(seed: number, machine: Machine, at: number): Row[] {
  const random = randomOf('drives', seed, machine.number);
  const total = mebibytes(machine.diskMb) - 900;
  const isFull = random.chance(7);
  const share = isFull ? 0.01 + 0.08 * random.fraction() : 0.15 + 0.7 * random.fraction();
  const age = Math.min(1, Math.max(0, (at - machine.bought) / (1_500 * DAY_MS)));
  const free = Math.max(200, Math.floor(total * share * (1 - age * 0.1)));
  if (machine.system.kind === 'windows') {
    const c: Row = {
      letter: 'C:/',
      mountPoint: 'Hard Drive',
      fileSystem: 'NTFS',
      label: 'Windows',
      total,
      free,
      systemDrive: true,
    };
    if (!random.chance(20)) return [c];
    return [
      c,
      {
        letter: 'D:/',
        mountPoint: 'Hard Drive',
        fileSystem: 'NTFS',
        label: 'Data',
        total: total * 2,
        free: Math.floor(total * random.fraction()),
      },
    ];
  }
  const fileSystem = machine.system.kind === 'mac' ? 'apfs' : machine.system.pool === 'rpm' ? 'xfs' : 'ext4';
  const root: Row = { mountPoint: '/', device: '/dev/sda2', fileSystem, total, free };
  const boot: Row = {
    mountPoint: '/boot',
    device: '/dev/sda1',
    fileSystem,
    total: 974,
    free: 974 - random.between(150, 850),
  };
  return machine.system.kind === 'mac' ? [root] : [root, boot];
}

function networksOf({ macs, model, site, network, system }: Machine, ip: string): Row[] {
  return macs.map((mac, i) => {
    const isWireless = model.shape === 'laptop' && i === 1;
    const windowsName = isWireless ? 'Intel(R) Wi-Fi 6 AX201 160MHz' : 'Intel(R) Ethernet Connection I219-LM';
    return {
      name:
        system.kind === 'windows'
          ? `${windowsName}${i > 0 && !isWireless ? ' #2' : ''}`
          : isWireless
            ? 'wlan0'
            : `eth${i}`,
      type: isWireless ? 'wifi' : 'ethernet',
      status: i === 0 ? 'up' : 'down',
      mac,
      speed: isWireless ? 866 : 1_000,
      ...(i === 0
        ? {
            ip,
            mask: '255.255.255.0',
            subnet: `10.${site.network}.${network}.0`,
            gateway: ip.replace(/\d+$/, '1'),
            dhcp: `10.${site.network}.0.67`,
          }
        : {}),
    };
  });
}

function localUsersOf({ system }: Machine, user: string): Row[] {
  const names =
    system.kind === 'windows' ? ['Administrateur', 'Invité', 'DefaultAccount', user] : ['root', 'daemon', user];
  return [...new Set(names)].map((login, i) => ({
    login,
    name: login,
    userId: String(system.kind === 'windows' ? 500 + i : i),
  }));
}

/** What the agent holds of the administrative data. */
function accountOf({ site, department, bought, person, number, hostile }: Machine): Row[] {
  const day = (moment: number) => new Date(moment).toISOString().slice(0, 10);
  const pairs: Readonly<Record<string, string | null>> = {
    SITE: site.name,
    DEPARTMENT: department,
    PURCHASED: day(bought),
    WARRANTY: number % 8 === 0 ? null : day(bought + (number % 3 === 0 ? 5 : 3) * 365 * DAY_MS),
    OWNER: hostile?.slice(0, 200) ?? person?.name ?? null,
  };
  return Object.entries(pairs).flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}
