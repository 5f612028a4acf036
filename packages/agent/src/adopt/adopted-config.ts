import { sectionsOfCategories } from '../targets/categories.ts';
import type { Peer } from './peers.ts';

/** Options that hold what nobody else may see. */
const SECRETS = new Set(['password', 'oauth-client-secret', 'ssl-cert-password', 'proxy', 'server']);

export type AdoptedOption = { readonly key: string; readonly value: string };

/** All options of several agents as one configuration: of one that they set differently, that of the first counts. */
export function adoptedOptions(peers: readonly Peer[]): { options: AdoptedOption[]; problems: string[] } {
  const options: AdoptedOption[] = [];
  const problems: string[] = [];
  const urls = new Set(peers.flatMap(({ servers }) => servers.map(({ url }) => url)));
  for (const url of urls) options.push({ key: 'server', value: url });
  for (const peer of peers.filter(({ servers }) => servers.length > 0)) {
    const earlier = new Map(options.map(({ key, value }) => [key, value]));
    for (const option of peer.options.flatMap(toOwn)) {
      const known = earlier.get(option.key);
      if (known === undefined) options.push(option);
      else if (known !== option.value)
        problems.push(`option "${option.key}" of "${peer.configFile}": another agent says something else`);
    }
  }
  return { options: options.filter(({ value }) => !/[\r\n]/.test(value)), problems };
}

/** Categories are sections here, and some are several. */
function toOwn({ key, value }: AdoptedOption): AdoptedOption[] {
  if (key !== 'no-category') return [{ key, value }];
  return sectionsOfCategories([value]).map((section) => ({ key: 'without', value: section }));
}

/** As a file of `agent.d`. */
export function configText(options: readonly AdoptedOption[]): string {
  const lines = options.map(({ key, value }) => `${key} = ${quoted(value)}`);
  return ['# Taken over from another agent by "muster-agent adopt".', ...lines, ''].join('\n');
}

/** For people: without what is secret. */
export function shownOption({ key, value }: AdoptedOption): string {
  if (!SECRETS.has(key)) return `${key} = ${value}`;
  return `${key} = ${/:\/\//.test(value) ? value.replace(/\/\/[^/@]*@/, '//…@') : '…'}`;
}

function quoted(value: string): string {
  if (!/[#"']|^\s|\s$|^$/.test(value)) return value;
  return value.includes('"') ? `'${value}'` : `"${value}"`;
}
