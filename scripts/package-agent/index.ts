/**
 * Makes packages of the agent for Linux: `npm run package:agent -- [--output DIR] [--format deb,rpm,tar.gz] [--quick]`.
 *
 * The same sources, with the same Node, make the same bytes. `--quick` packs less tightly, for tests.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { VERSION } from '@muster/agent';
import { agentFiles, packaging } from './agent-files.ts';
import { type Effort, gzip } from './compress.ts';
import { debOf } from './deb.ts';
import type { PackageFile } from './package-file.ts';
import { rpmOf } from './rpm.ts';
import { tarOf } from './tar.ts';

const NAME = 'muster-agent';
const SUMMARY = 'inventory agent that reports to Muster, OCS Inventory, FusionInventory and GLPI servers';
const DESCRIPTION = [
  'Collects what this machine is (hardware, system, software, users, network) and reports it to an inventory server, or writes it to a file.',
  'It brings the Node.js it runs on.',
];
const ARCHITECTURES = {
  x64: { deb: 'amd64', rpm: 'x86_64', tar: 'x86_64' },
  arm64: { deb: 'arm64', rpm: 'aarch64', tar: 'aarch64' },
} as const;

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    output: { type: 'string', default: 'dist' },
    format: { type: 'string', default: 'deb,rpm,tar.gz' },
    quick: { type: 'boolean', default: false },
  },
});
const architecture = ARCHITECTURES[process.arch as keyof typeof ARCHITECTURES];
if (process.platform !== 'linux' || architecture === undefined)
  throw new Error(`Packages are made on Linux (x64, arm64), found ${process.platform} ${process.arch}`);
const effort: Effort = values.quick ? 'quick' : 'small';
const timeS = timeOfSources();
const files = await agentFiles(timeS);
const output = resolve(values.output);
mkdirSync(output, { recursive: true });

const makers: Readonly<Record<string, () => Promise<[name: string, content: Buffer]>>> = {
  deb: async () => [`${NAME}_${VERSION}_${architecture.deb}.deb`, await deb()],
  rpm: async () => [`${NAME}-${VERSION}-1.${architecture.rpm}.rpm`, rpm()],
  'tar.gz': async () => [`${NAME}-${VERSION}-linux-${architecture.tar}.tar.gz`, archive()],
};
for (const format of values.format.split(',')) {
  const make = makers[format];
  if (make === undefined)
    throw new Error(`Cannot make "${format}": expected some of ${Object.keys(makers).join(', ')}`);
  const [name, content] = await make();
  writeFileSync(join(output, name), content);
  console.log(`${join(output, name)}  ${(content.length / 1e6).toFixed(1)} MB`);
}

/** Of the last change; SOURCE_DATE_EPOCH counts more, as everywhere. Source: reproducible-builds.org/specs/source-date-epoch. */
function timeOfSources(): number {
  const given = process.env.SOURCE_DATE_EPOCH ?? '';
  if (/^\d+$/.test(given)) return Number(given);
  return Number(execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: import.meta.dirname, encoding: 'utf8' }));
}

function scripts(folder: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(packaging, folder, name), 'utf8')]));
}

function deb(): Promise<Buffer> {
  return debOf(
    {
      name: NAME,
      version: VERSION,
      architecture: architecture.deb,
      // What Node is linked with. glibc 2.28 is that of its own builds.
      depends: 'libc6 (>= 2.28), libstdc++6 (>= 8), libgcc-s1 | libgcc1, libatomic1, debconf (>= 0.5) | debconf-2.0',
      summary: SUMMARY,
      description: DESCRIPTION,
      files,
      scripts: scripts('deb', ['config', 'templates', 'postinst', 'prerm', 'postrm']),
      timeS,
    },
    effort,
  );
}

function rpm(): Buffer {
  return rpmOf(
    {
      name: NAME,
      version: VERSION,
      architecture: architecture.rpm,
      requires: ['libc.so.6(GLIBC_2.28)(64bit)', 'libstdc++.so.6()(64bit)', 'libatomic.so.1()(64bit)', '/bin/sh'],
      summary: SUMMARY,
      description: DESCRIPTION,
      licence: 'Apache-2.0 AND MIT AND ISC',
      files,
      scripts: scripts('rpm', ['post', 'preun', 'postun']),
      timeS,
    },
    effort,
  );
}

/** The same in one folder, to be unpacked and run anywhere: `bin`, `lib` and `share` as below `/usr`. */
function archive(): Buffer {
  const below = files
    .filter(({ path }) => path.startsWith('usr/'))
    .map((file): PackageFile => ({ ...file, path: `${NAME}-${VERSION}/${file.path.slice('usr/'.length)}` }));
  return gzip(tarOf(below, '', timeS), effort);
}
