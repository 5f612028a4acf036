export type DebPackage = {
  readonly name: string;
  readonly version: string;
  readonly architecture: string | null;
  /** First line of the description. */
  readonly summary: string | null;
  readonly category: string | null;
  readonly sizeKiB: number | null;
  readonly maintainer: string | null;
  /** Several architectures of it may be installed side by side; dpkg then names its files `name:architecture`. */
  readonly multiArchSame: boolean;
};

/**
 * Installed packages of `/var/lib/dpkg/status`, those which dpkg-query calls "installed" (held ones as well).
 *
 * Read directly: `dpkg-query` takes ten times as long and prints the same. Source: deb-control(5), dpkg(1).
 */
export function parseDpkgStatus(text: string): DebPackage[] {
  return text
    .split(/\n\n+/)
    .map(parseBlock)
    .filter((block) => block !== null);
}

function parseBlock(block: string): DebPackage | null {
  const name = field(block, 'Package');
  const version = field(block, 'Version');
  // "install ok installed", "hold ok installed", "deinstall ok config-files"…
  if (name === null || version === null || !/ installed$/.test(field(block, 'Status') ?? '')) return null;
  const size = field(block, 'Installed-Size');
  return {
    name,
    version,
    architecture: field(block, 'Architecture'),
    summary: field(block, 'Description'),
    category: field(block, 'Section'),
    sizeKiB: size !== null && /^\d+$/.test(size) ? Number(size) : null,
    maintainer: field(block, 'Maintainer'),
    multiArchSame: field(block, 'Multi-Arch') === 'same',
  };
}

/** First line of a field; its continuation lines begin with a space. */
function field(block: string, name: string): string | null {
  const start = block.startsWith(`${name}:`) ? 0 : block.indexOf(`\n${name}:`) + 1;
  if (start === 0 && !block.startsWith(`${name}:`)) return null;
  const end = block.indexOf('\n', start);
  return block.slice(start + name.length + 1, end === -1 ? undefined : end).trim() || null;
}
