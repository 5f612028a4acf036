import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { toShortHostName } from '../../device-id.ts';
import { type Host, readValue } from '../../host/host.ts';
import { readContainer } from '../../linux/containers.ts';
import { readCpuPackages } from '../../linux/cpuinfo.ts';
import { toDate } from '../../linux/date-times.ts';
import { readDistribution } from '../../linux/distribution.ts';
import { type Dmi, readDmi } from '../../linux/dmi.ts';
import { readInstallTime } from '../../linux/install-time.ts';
import { readInterfaces } from '../../linux/interfaces.ts';
import { readKernel } from '../../linux/kernel.ts';
import { readLastLogin, readLoggedInUsers } from '../../linux/logins.ts';
import { memoryFigure, readMeminfo } from '../../linux/memory-size.ts';
import { parseResolvConf } from '../../linux/resolv-conf.ts';
import { readDefaultRoutes } from '../../linux/routes.ts';
import { readVmSystem } from '../../linux/vm-system.ts';

/** The computer as a whole, from `/proc`, `/etc` and the firmware. */
export const linuxHardware = defineCollector({
  name: 'linux/hardware',
  section: sections.hardware,
  platforms: ['linux'],
  async collect(host) {
    const [dmi, kernel, vmSystem, memory, cpus, system, network, users] = await Promise.all([
      readDmi(host),
      readKernel(host),
      readVmSystem(host),
      readMemory(host),
      readProcessors(host),
      readSystem(host),
      readNetwork(host),
      readUsers(host),
    ]);
    return [
      {
        name: toShortHostName(kernel.hostName),
        uuid: await readUuid(host, dmi, vmSystem),
        chassisType: dmi.chassisType,
        vmSystem,
        architecture: kernel.machine,
        description: `${kernel.machine ?? 'unknown'}/${formatUptime(await readUptimeS(host))}`,
        ...memory,
        ...cpus,
        ...system,
        ...network,
        ...users,
      },
    ];
  },
});

async function readMemory(host: Host) {
  const text = await readMeminfo(host);
  return { memory: memoryFigure(text, 'MemTotal'), swap: memoryFigure(text, 'SwapTotal') };
}

async function readProcessors(host: Host) {
  const packages = await readCpuPackages(host);
  const [first] = packages;
  return {
    processorType: first?.name ?? null,
    processorSpeed: first?.speedMHz ?? null,
    processorCount: packages.length || null,
  };
}

async function readSystem(host: Host) {
  const distribution = await readDistribution(host);
  const { name, version, fullName } = distribution;
  const installedAt = await readInstallTime(host);
  return {
    osName: name === null || version === null ? (fullName ?? name) : `${name} ${version}`,
    osVersion: version,
    osComments: fullName,
    installedOn: installedAt === null ? null : toDate(installedAt),
  };
}

async function readNetwork(host: Host) {
  const [interfaces, routes, resolver, kernel] = await Promise.all([
    readInterfaces(host),
    readDefaultRoutes(host),
    readResolver(host),
    readKernel(host),
  ]);
  const addresses = interfaces.filter(({ type }) => type !== 'loopback').flatMap(({ ipv4 }) => ipv4);
  const [, domain] = /^[^.]+\.(.+)$/.exec(kernel.hostName) ?? [];
  return {
    ipAddress: joined(addresses.map(({ address }) => address)),
    defaultGateway: joined(routes.map(({ gateway }) => gateway)),
    dns: joined(resolver.servers),
    workgroup: domain ?? resolver.domain,
  };
}

/** systemd-resolved stands in for the real servers, which it writes to a file of its own. */
async function readResolver(host: Host) {
  const own = parseResolvConf((await host.read('/etc/resolv.conf')) ?? '');
  if (!own.servers.every((server) => server === '127.0.0.53')) return own;
  const behind = parseResolvConf((await host.read('/run/systemd/resolve/resolv.conf')) ?? '');
  return behind.servers.length > 0 ? { servers: behind.servers, domain: own.domain ?? behind.domain } : own;
}

async function readUsers(host: Host) {
  const [users, last] = await Promise.all([readLoggedInUsers(host), readLastLogin(host)]);
  return {
    userId: joined(users),
    lastLoggedUser: last?.user ?? null,
    lastLoggedAt: last === null ? null : formatLogin(last.at),
  };
}

const joined = (values: readonly string[]) => [...new Set(values)].join('/') || null;

/** `Thu Nov 19 17:42`, as the program `last` prints it. */
function formatLogin(at: Date): string {
  const [weekday, month, day, , time] = at.toString().split(' '); // "Thu Nov 19 2026 17:42:05 GMT+0100 (…)"
  return `${weekday} ${month} ${day?.replace(/^0/, ' ')} ${time?.slice(0, 5)}`;
}

async function readUptimeS(host: Host): Promise<number> {
  return Number.parseFloat((await readValue(host, '/proc/uptime')) ?? '0') || 0;
}

/** `YY-MM-DD HH:MM:SS` counted from zero, as agents of OCS write it. Source: agent-protocols §1.6. */
export function formatUptime(uptimeS: number): string {
  const since = new Date(uptimeS * 1000);
  const parts = [since.getUTCFullYear() - 1970, since.getUTCMonth(), since.getUTCDate() - 1];
  return `${parts.map((part) => String(part).padStart(2, '0')).join('-')} ${since.toISOString().slice(11, 19)}`;
}

/**
 * UUID of the firmware. Containers share their host's, and some virtual machines have none: they get a digest of machine-id
 * and host name, which the host can compute as well; a Docker container its own number.
 */
async function readUuid(host: Host, dmi: Dmi, vmSystem: string): Promise<string | null> {
  const container = await readContainer(host);
  if (container === null && dmi.uuid !== null) return dmi.uuid;
  const { hostName } = await readKernel(host);
  if (container === 'Docker' || container === 'Podman') return /^[0-9a-f]{12}$/.test(hostName) ? hostName : null;
  const machineId = await readValue(host, '/etc/machine-id');
  if (machineId === null || vmSystem === 'Physical') return null;
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(machineId + hostName));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
