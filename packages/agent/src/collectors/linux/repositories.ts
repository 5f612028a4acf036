import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';

type Repository = Found<'repositories'>;

/** Where package managers take packages from: apt, yum and dnf, zypper, pacman, apk, flatpak. */
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
      ...(await filesIn(host, '/etc/zypp/repos.d', '.repo', parseRepoFile)),
      ['/etc/pacman.conf', parsePacmanConf] as const,
      ['/etc/apk/repositories', parseApkRepositories] as const,
      ['/var/lib/flatpak/repo/config', parseFlatpakConfig] as const,
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
    .map((line) => /^[ \t]*deb\s+(?:\[[^\]]*\]\s*)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line))
    .filter((match) => match !== null)
    .map(([, address, suite, components]) => ({
      name: `${suite} ${components?.trim() ?? ''}`.trim(),
      baseUrl: withoutPassword(address),
      enabled: 'yes',
    }));
}

/** Paragraphs of `Types:`, `URIs:`, `Suites:`, `Components:`; one row for each address and suite. Source: sources.list(5), deb822. */
export function parseDeb822(text: string): Repository[] {
  return text.split(/\n\s*\n/).flatMap((paragraph) => {
    const value = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'mi').exec(paragraph)?.[1]?.trim() ?? '';
    if (!value('Types').split(/\s+/).includes('deb')) return [];
    const words = (name: string) => value(name).split(/\s+/).filter(Boolean);
    const enabled = /^(?:no|false|off|0)$/i.test(value('Enabled')) ? 'no' : 'yes';
    return words('URIs').flatMap((address) =>
      words('Suites').map((suite) => ({
        name: `${suite} ${value('Components')}`.trim(),
        baseUrl: withoutPassword(address),
        enabled,
      })),
    );
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

/** `[name]` and its `Server` or `Include` lines. Source: pacman.conf(5). */
export function parsePacmanConf(text: string): Repository[] {
  return text.split(/^(?=\[)/m).flatMap((part) => {
    const name = /^\[([^\]]+)\]/.exec(part)?.[1];
    const value = (key: string) => new RegExp(`^${key}\\s*=\\s*(.*?)[ \\t]*$`, 'm').exec(part)?.[1] ?? null;
    if (name === undefined || name === 'options') return [];
    return [{ name, baseUrl: withoutPassword(value('Server')), mirrors: value('Include'), enabled: 'yes' }];
  });
}

/** An address a line, perhaps with a tag before it. Source: apk-repositories(5). */
export function parseApkRepositories(text: string): Repository[] {
  return [...text.matchAll(/^[ \t]*(?:(@\S+)[ \t]+)?((?:https?|ftp|file):\/\/\S+|\/\S+)/gm)].map(
    ([, tag, address = '']) => ({
      name: address.split('/').slice(-2).join(' '),
      baseUrl: withoutPassword(address),
      enabled: 'yes',
      tag: tag ?? null,
    }),
  );
}

/** `[remote "name"]` with its `url`. Source: flatpak-remote(5), ostree.repo-config(5). */
export function parseFlatpakConfig(text: string): Repository[] {
  return text.split(/^(?=\[)/m).flatMap((part) => {
    const name = /^\[remote "([^"]+)"\]/.exec(part)?.[1];
    const value = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(part)?.[1] ?? null;
    if (name === undefined) return [];
    const enabled = value('xa.disable') === 'true' ? 'no' : 'yes';
    return [{ name, baseUrl: withoutPassword(value('url')), enabled }];
  });
}

/** Private repositories are often configured with a password inside the address. */
export function withoutPassword(address: string | null | undefined): string | null {
  return address?.replace(/(:\/\/)[^/@\s]*@/g, '$1') ?? null;
}
