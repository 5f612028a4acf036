import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';
import { readProcesses } from '../../linux/processes.ts';

type Firewall = Found<'firewalls'>;

/** Firewalls that are installed, and whether they are on; without one, whether the kernel has rules at all. */
export const linuxFirewalls = defineCollector({
  name: 'linux/firewalls',
  section: sections.firewalls,
  platforms: ['linux'],
  async collect(host) {
    if ((await host.list('/proc/net')).length === 0) return null;
    const found = (await Promise.all([readUfw(host), readFirewalld(host)])).filter((row) => row !== null);
    return found.some(({ status }) => status === 'on') ? found : [...found, await readKernelRules(host)];
  },
});

const onOrOff = (isOn: boolean) => (isOn ? 'on' : 'off');

async function readUfw(host: Host): Promise<Firewall | null> {
  const text = await host.read('/etc/ufw/ufw.conf');
  return text === null ? null : { description: 'ufw', status: onOrOff(isUfwEnabled(text)) };
}

/** `ENABLED=yes`; the program changes it together with the rules in the kernel. */
export const isUfwEnabled = (text: string) => /^[ \t]*ENABLED\s*=\s*["']?yes/im.test(text);

async function readFirewalld(host: Host): Promise<Firewall | null> {
  if ((await host.stat('/etc/firewalld')) === null) return null;
  const processes = await readProcesses(host);
  // A program in Python, which the kernel knows by the name of its script.
  const runs = processes.some(
    ({ name, arguments: args }) => name === 'firewalld' || args.some((arg) => arg.endsWith('/firewalld')),
  );
  return { description: 'firewalld', status: onOrOff(runs) };
}

/** Rules that somebody loaded without such a program; only root may see them. */
async function readKernelRules(host: Host): Promise<Firewall> {
  const [modules, tables] = await Promise.all([host.read('/proc/modules'), host.read('/proc/net/ip_tables_names')]);
  const usesTables = tables?.trim() !== '' && tables !== null;
  const usesNft = /^nf_tables /m.test(modules ?? '');
  const nft = host.isRoot && usesNft ? await host.run('nft', ['--stateless', 'list', 'ruleset']) : null;
  const iptables = host.isRoot && usesTables && nft === null ? await host.run('iptables-save', []) : null;
  return { description: 'netfilter', status: onOrOff(filtersNft(nft ?? '') || filtersIptables(iptables ?? '')) };
}

/** A chain of a hook for what comes in or passes, that drops something. */
export function filtersNft(ruleset: string): boolean {
  return /hook (?:input|forward)\b/.test(ruleset) && /\b(?:drop|reject)\b/.test(ruleset);
}

/** Rules or policies that drop something. */
export function filtersIptables(rules: string): boolean {
  return /^:(?:INPUT|FORWARD) DROP|-j (?:DROP|REJECT)\b/m.test(rules);
}
