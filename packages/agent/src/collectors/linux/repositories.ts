import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';

type Repository = Found<'repositories'>;

/** Where apt, yum and dnf take packages from. */
export const linuxRepositories = defineCollector({
  name: 'linux/repositories',
  section: sections.repositories,
  platforms: ['linux'],
  async collect(host) {
    const parts = [
      ['/etc/apt/sources.list', parseSourcesList] as const,
      ...(await filesIn(host, '/etc/apt/sources.list.d', '.list', parseSourcesList)),
      ...(await filesIn(host, '/etc/apt/sources.list.d', '.sources', parseDeb822)),
      ...(await filesIn(host, '/etc/yum.repos.d', '.repo', parseRepoFile)),
    ];
    const found = await Promise.all(
      parts.map(async ([path, parse]) =>
        parse((await host.read(path)) ?? '').map((row) => ({ ...row, fileName: path })),
      ),
    );
    return found.flat().length === 0 ? null : found.flat();
  },
});

type Parse = (text: string) => Repository[];

async function filesIn(host: Host, folder: string, ending: string, parse: Parse) {
  const names = (await host.list(folder)).filter((name) => name.endsWith(ending));
  return names.map((name) => [`${folder}/${name}`, parse] as const);
}

/** `deb [options] address suite component…`. Source: sources.list(5). */
export function parseSourcesList(text: string): Repository[] {
  return text
    .split('\n')
    .map((line) => /^\s*deb\s+(?:\[[^\]]*\]\s*)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line))
    .filter((match) => match !== null)
    .map(([, address, suite, components]) => ({
      name: `${suite} ${components?.trim() ?? ''}`.trim(),
      baseUrl: withoutPassword(address),
      enabled: 'yes',
    }));
}

/** Paragraphs of `Types:`, `URIs:`, `Suites:`, `Components:`; one row for each address. Source: sources.list(5), deb822. */
export function parseDeb822(text: string): Repository[] {
  return text.split(/\n\s*\n/).flatMap((paragraph) => {
    const value = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'mi').exec(paragraph)?.[1]?.trim() ?? '';
    if (!value('Types').split(/\s+/).includes('deb')) return [];
    const addresses = value('URIs').split(/\s+/).filter(Boolean);
    return addresses.map((address) => ({
      name: `${value('Suites')} ${value('Components')}`.trim(),
      baseUrl: withoutPassword(address),
      enabled: /^(?:no|false|off|0)$/i.test(value('Enabled')) ? 'no' : 'yes',
    }));
  });
}

/** `[id]` and `name=value` lines. Source: yum.conf(5). */
export function parseRepoFile(text: string): Repository[] {
  return text.split(/^(?=\[)/m).flatMap((part) => {
    const id = /^\[([^\]]+)\]/.exec(part)?.[1];
    const value = (name: string) => new RegExp(`^${name}\\s*=\\s*(.*)$`, 'm').exec(part)?.[1]?.trim() || null;
    if (id === undefined) return [];
    return [
      {
        name: value('name') ?? id,
        baseUrl: withoutPassword(value('baseurl')),
        mirrors: withoutPassword(value('metalink') ?? value('mirrorlist')),
        enabled: value('enabled') === '0' ? 'no' : 'yes',
      },
    ];
  });
}

/** Private repositories are often configured with a password inside the address. */
export function withoutPassword(address: string | null | undefined): string | null {
  return address?.replace(/(:\/\/)[^/@\s]*@/g, '$1') ?? null;
}
