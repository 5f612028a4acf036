import { createHash } from 'node:crypto';
import { type Effort, gzip, xz } from './compress.ts';
import { type PackageFile, sizeOf, sorted, textFile } from './package-file.ts';
import { tarOf } from './tar.ts';

export type DebPackage = {
  readonly name: string;
  readonly version: string;
  /** As dpkg calls it: `amd64`. */
  readonly architecture: string;
  readonly depends: string;
  readonly summary: string;
  /** Paragraphs of plain text. */
  readonly description: readonly string[];
  readonly files: readonly PackageFile[];
  /** Maintainer scripts and debconf's templates, by name. */
  readonly scripts: Readonly<Record<string, string>>;
  readonly timeS: number;
};

/** A package of Debian: an `ar` archive of three members. Source: deb(5), deb-control(5). */
export async function debOf(deb: DebPackage, effort: Effort): Promise<Buffer> {
  const control = [
    textFile('control', controlOf(deb)),
    textFile('md5sums', sumsOf(deb.files)),
    textFile('conffiles', configurationOf(deb.files)),
    ...Object.entries(deb.scripts).map(([name, text]) => textFile(name, text, name === 'templates' ? 0o644 : 0o755)),
  ];
  return ar(
    [
      ['debian-binary', Buffer.from('2.0\n')],
      ['control.tar.gz', gzip(tarOf(control, './', deb.timeS), 'small')],
      ['data.tar.xz', await xz(tarOf(deb.files, './', deb.timeS), effort)],
    ],
    deb.timeS,
  );
}

function controlOf(deb: DebPackage): string {
  const paragraphs = deb.description.map((text) => wrap(text).join('\n')).join('\n .\n');
  return [
    `Package: ${deb.name}`,
    `Version: ${deb.version}`,
    `Architecture: ${deb.architecture}`,
    'Maintainer: Muster maintainers <maintainers@muster.invalid>',
    `Installed-Size: ${Math.ceil(sizeOf(deb.files) / 1024)}`,
    `Depends: ${deb.depends}`,
    'Section: admin',
    'Priority: optional',
    `Description: ${deb.summary}`,
    paragraphs,
    '',
  ].join('\n');
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 76) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(` ${word}`);
  }
  return lines;
}

/** dpkg asks for MD5, against accidents only. */
function sumsOf(files: readonly PackageFile[]): string {
  return sorted(files)
    .flatMap((file) => {
      if (file.kind !== 'file' || file.path.startsWith('etc/')) return [];
      return [`${createHash('md5').update(file.content).digest('hex')}  ${file.path}\n`];
    })
    .join('');
}

const configurationOf = (files: readonly PackageFile[]) =>
  sorted(files)
    .filter(({ path }) => path.startsWith('etc/'))
    .map(({ path }) => `/${path}\n`)
    .join('');

/** Source: deb(5); ar(5), the common format. */
function ar(members: readonly (readonly [string, Buffer])[], timeS: number): Buffer {
  const parts: Buffer[] = [Buffer.from('!<arch>\n')];
  for (const [name, content] of members) {
    const fields = [name.padEnd(16), String(timeS).padEnd(12), '0     ', '0     ', '100644  '];
    parts.push(Buffer.from(`${fields.join('')}${String(content.length).padEnd(10)}\`\n`), content);
    if (content.length % 2 === 1) parts.push(Buffer.from('\n'));
  }
  return Buffer.concat(parts);
}
