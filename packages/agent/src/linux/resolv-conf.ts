export type ResolvConf = { readonly servers: readonly string[]; readonly domain: string | null };

/** Source: resolv.conf(5). The last `domain` or `search` line wins. */
export function parseResolvConf(text: string): ResolvConf {
  const lines = text.split('\n').map((line) =>
    line
      .replace(/[#;].*/, '')
      .trim()
      .split(/\s+/),
  );
  const servers = lines
    .filter(([word, value]) => word === 'nameserver' && value !== undefined)
    .map(([, value]) => value);
  const domains = lines.filter(([word, value]) => (word === 'domain' || word === 'search') && value !== undefined);
  const domain = domains.at(-1)?.[1] ?? null;
  return { servers: [...new Set(servers as string[])], domain: domain === '.' ? null : domain };
}
