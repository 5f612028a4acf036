import { OPTIONS } from '../config.ts';
import type { Option } from '../config-sources.ts';
import { sectionsOfCategories } from '../targets/categories.ts';
import { withoutCredentials } from '../transport/http-client.ts';
import type { Peer } from './peers.ts';

/** `server`: the address of the one it counts for; null: for all. */
export type AdoptedOption = { readonly server: string | null; readonly key: string; readonly value: string };

/** Options that hold what nobody else may see. */
const SECRETS = new Set(['password', 'oauth-client-secret', 'ssl-cert-password', 'proxy', 'server']);

const PER_SERVER = new Set(
  Object.values<Option>(OPTIONS).flatMap(({ flag, perServer }) => (perServer === true ? [flag] : [])),
);

/**
 * The options of several agents as one configuration.
 *
 * Of one agent they count for all servers. Of several, each counts for the servers of its agent, where that is possible;
 * where it is not, that of the first agent counts.
 *
 * @param servers Those this agent has already, which it keeps.
 */
export function adoptedOptions(
  peers: readonly Peer[],
  servers: readonly string[] = [],
): { options: AdoptedOption[]; problems: string[] } {
  const reporting = peers.filter(({ servers }) => servers.length > 0);
  const options: AdoptedOption[] = [];
  const problems: string[] = [];
  const adopted = reporting.flatMap((peer) => peer.servers.map(({ url }) => url));
  const known = new Set<string>();
  for (const url of [...servers, ...adopted]) {
    if (!known.has(withoutCredentials(url))) options.push({ server: null, key: 'server', value: url });
    known.add(withoutCredentials(url));
  }
  for (const peer of reporting) {
    const earlier = new Map(options.filter(({ server }) => server === null).map(({ key, value }) => [key, value]));
    for (const { key, value } of peer.options.flatMap(toOwn).filter((option) => !/[\r\n]/.test(option.value))) {
      const before = earlier.get(key);
      if (reporting.length > 1 && PER_SERVER.has(key)) {
        for (const { url } of peer.servers) options.push({ server: withoutCredentials(url), key, value });
      } else if (before === undefined) options.push({ server: null, key, value });
      else if (before !== value)
        problems.push(`option "${key}" of "${peer.configFile}": another agent says something else`);
    }
  }
  return { options, problems };
}

/** Categories are sections here, and some are several. */
function toOwn({ key, value }: Omit<AdoptedOption, 'server'>): Omit<AdoptedOption, 'server'>[] {
  if (key !== 'no-category') return [{ key, value }];
  return sectionsOfCategories([value]).map((section) => ({ key: 'without', value: section }));
}

/** As a file of `agent.d`. */
export function configText(options: readonly AdoptedOption[]): string {
  const servers = [...new Set(options.flatMap(({ server }) => server ?? []))];
  const lines = (of: string | null) =>
    options.filter(({ server }) => server === of).map(({ key, value }) => `${key} = ${quoted(value)}`);
  const sections = servers.flatMap((server) => ['', `[${server}]`, ...lines(server)]);
  return ['# Taken over from another agent by "muster-agent adopt".', ...lines(null), ...sections, ''].join('\n');
}

/** For people: without what is secret. */
export function shownOption({ server, key, value }: AdoptedOption): string {
  const shown = SECRETS.has(key) ? (/:\/\//.test(value) ? value.replace(/\/\/[^/@]*@/, '//…@') : '…') : value;
  return `${key} = ${shown}${server === null ? '' : ` (for ${server})`}`;
}

function quoted(value: string): string {
  if (!/[#"']|^\s|\s$|^$/.test(value)) return value;
  return value.includes('"') ? `'${value}'` : `"${value}"`;
}
