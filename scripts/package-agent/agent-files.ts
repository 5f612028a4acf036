import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { VERSION } from '@muster/agent';
import { bundleAgent } from './bundle.ts';
import { gzip } from './compress.ts';
import { manPage } from './man-page.ts';
import { type PackageFile, textFile } from './package-file.ts';

const root = join(import.meta.dirname, '..', '..');
export const packaging = join(root, 'packages', 'agent', 'packaging');

/** The program's names: the last two are one of its commands each. */
const PROGRAMS = ['muster-agent', 'muster-inventory', 'muster-injector'];

/** What every package installs, with paths as below `/`. */
export async function agentFiles(timeS: number): Promise<PackageFile[]> {
  const day = new Date(timeS * 1000).toISOString().slice(0, 10);
  const [program = '', ...links] = PROGRAMS;
  return [
    textFile(`usr/bin/${program}`, readFileSync(join(packaging, 'launcher.sh'), 'utf8'), 0o755),
    ...links.map((name): PackageFile => ({ kind: 'link', path: `usr/bin/${name}`, target: program })),
    { kind: 'file', path: 'usr/lib/muster-agent/node', mode: 0o755, content: strippedNode() },
    ...(await application()),
    // The program knows by the name of its file what it was started as.
    ...PROGRAMS.map(
      (name): PackageFile => ({ kind: 'link', path: `usr/lib/muster-agent/app/${name}`, target: 'main.js' }),
    ),
    {
      kind: 'file',
      path: 'usr/share/man/man8/muster-agent.8.gz',
      mode: 0o644,
      content: gzip(Buffer.from(manPage(VERSION, day)), 'small'),
    },
    ...links.map(
      (name): PackageFile => ({ kind: 'link', path: `usr/share/man/man8/${name}.8.gz`, target: 'muster-agent.8.gz' }),
    ),
    textFile('usr/share/doc/muster-agent/copyright', licences()),
    {
      kind: 'file',
      path: 'usr/share/doc/muster-agent/changelog.gz',
      mode: 0o644,
      content: gzip(readFileSync(join(root, 'CHANGELOG.md')), 'small'),
    },
    textFile('etc/logrotate.d/muster-agent', readFileSync(join(packaging, 'logrotate'), 'utf8')),
  ];
}

/** The Node that runs this, without what only debuggers read: a fifth of its size. */
function strippedNode(): Buffer {
  return inFolder((folder) => {
    const file = join(folder, 'node');
    try {
      execFileSync('strip', ['--strip-all', '-o', file, process.execPath]);
    } catch (error) {
      throw new Error(`Cannot run "strip", which packages need (Debian: binutils): ${(error as Error).message}`);
    }
    return readFileSync(file);
  });
}

async function application(): Promise<PackageFile[]> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-package-'));
  try {
    await bundleAgent(folder);
    return readdirSync(folder).map((name) => ({
      kind: 'file',
      path: `usr/lib/muster-agent/app/${name}`,
      mode: 0o644,
      content: readFileSync(join(folder, name)),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ours, those of what is bundled, and Node's with those of all that it contains. */
function licences(): string {
  const text = (...path: string[]) => readFileSync(join(root, ...path), 'utf8').trim();
  const saxes = JSON.parse(text('node_modules', 'saxes', 'package.json'));
  const node = ['node_modules', 'node', 'node_modules', `node-${process.platform}-${process.arch}`, 'LICENSE'];
  const parts = [
    ['Muster', text('LICENSE')],
    ['saxes', `Copyright by ${saxes.author}\n\n${ISC}`], // its package holds no text of its licence, only the name
    ['xmlchars', text('node_modules', 'xmlchars', 'LICENSE')],
    ['Node.js', text(...node)],
  ] as const;
  return `${parts.map(([name, licence]) => `${name}\n${'='.repeat(name.length)}\n\n${licence}\n`).join('\n\n')}`;
}

const ISC = `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted,
provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR
CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT,
NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`;

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'muster-package-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
