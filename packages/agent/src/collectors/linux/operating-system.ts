import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { type Host, readValue } from '../../host/host.ts';
import { readBootMs } from '../../linux/boot-time.ts';
import { toDateTime, toOffset } from '../../linux/date-times.ts';
import { readDistribution } from '../../linux/distribution.ts';
import { readInstallTime } from '../../linux/install-time.ts';
import { readKernel } from '../../linux/kernel.ts';
import { parseResolvConf } from '../../linux/resolv-conf.ts';

/** Distribution, kernel, times and names of the running system. */
export const linuxOperatingSystem = defineCollector({
  name: 'linux/operating-system',
  section: sections.operatingSystem,
  platforms: ['linux'],
  async collect(host) {
    const [distribution, kernel, installedAt, bootedAt, names, sshKey, hostId] = await Promise.all([
      readDistribution(host),
      readKernel(host),
      readInstallTime(host),
      readBootMs(host),
      readNames(host),
      readSshKey(host),
      readHostId(host),
    ]);
    return [
      {
        name: distribution.name,
        version: distribution.version,
        fullName: distribution.fullName,
        servicePack: distribution.servicePack,
        kernelName: 'linux',
        kernelVersion: kernel.release,
        architecture: kernel.machine,
        installedAt: installedAt === null ? null : toDateTime(installedAt),
        bootedAt: bootedAt === null ? null : toDateTime(new Date(bootedAt)),
        ...names,
        hostId,
        sshKey,
        timezoneName: await readTimezone(host),
        timezoneOffset: toOffset(host.now()),
      },
    ];
  },
});

async function readNames(host: Host) {
  const { hostName } = await readKernel(host);
  const hosts = (await host.read('/etc/hosts')) ?? '';
  const fqdn = findFqdn(hosts, hostName);
  const [, domain] = /^[^.]+\.(.+)$/.exec(fqdn) ?? [];
  const resolver = parseResolvConf((await host.read('/etc/resolv.conf')) ?? '');
  return { fqdn, dnsDomain: domain ?? resolver.domain };
}

/** The name with a domain that stands beside this machine's name in `/etc/hosts`, as `hostname -f` finds it without DNS. */
export function findFqdn(hosts: string, hostName: string): string {
  if (hostName.includes('.')) return hostName;
  for (const line of hosts.split('\n')) {
    const [, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (!names.includes(hostName)) continue;
    const full = names.find((name) => name.startsWith(`${hostName}.`));
    if (full !== undefined && !full.endsWith('.localdomain')) return full;
  }
  return hostName;
}

async function readTimezone(host: Host): Promise<string> {
  const [, linked] = /zoneinfo\/(?:posix\/|right\/)?(.+)$/.exec((await host.link('/etc/localtime')) ?? '') ?? [];
  return linked ?? (await readValue(host, '/etc/timezone')) ?? 'UTC'; // without a setting the C library uses UTC
}

/** Public host key: it identifies the machine, and is what every client of its SSH server sees. */
async function readSshKey(host: Host): Promise<string | null> {
  for (const kind of ['ed25519', 'ecdsa', 'rsa']) {
    const [type, key] = (await readValue(host, `/etc/ssh/ssh_host_${kind}_key.pub`))?.split(' ') ?? [];
    if (key !== undefined) return `${type} ${key}`; // without the comment, which names a user
  }
  return null;
}

/** The two halves of the IPv4 address of a host name, in the machine's order; null where only the resolver knows it. */
export function hostIdOf(hosts: string, hostName: string): string | null {
  for (const line of hosts.split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    const bytes = address.split('.').map(Number);
    if (!names.includes(hostName) || bytes.length !== 4) continue;
    return [bytes[1], bytes[0], bytes[3], bytes[2]].map((byte = 0) => byte.toString(16).padStart(2, '0')).join('');
  }
  return null;
}

/** As the program `hostid` prints it, where an administrator set one; it is four bytes in the machine's order. */
async function readHostId(host: Host): Promise<string | null> {
  const bytes = await host.readBytes('/etc/hostid');
  if (bytes === null || bytes.length !== 4) {
    // Without a setting the number is made of the address that the host name resolves to.
    const known = hostIdOf((await host.read('/etc/hosts')) ?? '', (await readKernel(host)).hostName);
    if (known !== null) return known;
    const output = await host.run('hostid', [], { timeoutMs: 5_000, limitBytes: 4096 });
    return /^[0-9a-f]{8}$/m.exec(output ?? '')?.[0] ?? null;
  }
  return [...bytes]
    .reverse()
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
