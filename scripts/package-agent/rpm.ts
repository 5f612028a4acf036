import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Effort } from './compress.ts';
import { type PackageFile, sorted } from './package-file.ts';

export type RpmPackage = {
  readonly name: string;
  readonly version: string;
  /** As rpm calls it: `x86_64`. */
  readonly architecture: string;
  readonly requires: readonly string[];
  readonly summary: string;
  readonly description: readonly string[];
  readonly licence: string;
  readonly files: readonly PackageFile[];
  /** Scriptlets, such as `post`. */
  readonly scripts: Readonly<Record<string, string>>;
  readonly timeS: number;
};

/** A package of Red Hat's kind, made by `rpmbuild`, the only program that writes all of its header. */
export function rpmOf(rpm: RpmPackage, effort: Effort): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'muster-rpm-'));
  try {
    const stage = join(folder, 'stage');
    for (const file of rpm.files) stageFile(stage, file);
    const spec = join(folder, 'agent.spec');
    writeFileSync(spec, specOf(rpm, stage, effort));
    const made = spawnSync(
      'rpmbuild',
      ['-bb', '--quiet', '--target', rpm.architecture, '--define', `_topdir ${folder}`, spec],
      {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, HOME: folder, LC_ALL: 'C', SOURCE_DATE_EPOCH: String(rpm.timeS) },
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    if (made.error !== undefined) throw new Error(`Cannot run "rpmbuild" (Debian: package rpm): ${made.error.message}`);
    if (made.status !== 0) throw new Error(`rpmbuild ended with status ${made.status}: ${made.stderr}`);
    const results = join(folder, 'RPMS', rpm.architecture);
    const [file] = readdirSync(results);
    if (file === undefined) throw new Error('rpmbuild wrote no package');
    return readFileSync(join(results, file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function stageFile(stage: string, file: PackageFile): void {
  const path = join(stage, file.path);
  mkdirSync(dirname(path), { recursive: true });
  if (file.kind === 'link') symlinkSync(file.target, path);
  else {
    writeFileSync(path, file.content);
    chmodSync(path, file.mode);
  }
}

/** Nothing is stripped, compressed or looked for a second time; the same files make the same package. */
function specOf(rpm: RpmPackage, stage: string, effort: Effort): string {
  const scripts = Object.entries(rpm.scripts).map(([name, text]) => `%${name}\n${text}`);
  const files = sorted(rpm.files).map((file) => {
    if (file.kind === 'link') return `/${file.path}`;
    const configuration = file.path.startsWith('etc/') ? '%config(noreplace) ' : '';
    return `${configuration}%attr(${file.mode.toString(8).padStart(4, '0')},root,root) /${file.path}`;
  });
  return `%global __os_install_post %{nil}
%global debug_package %{nil}
%global _build_id_links none
%global _binary_payload ${effort === 'small' ? 'w6.xzdio' : 'w0.xzdio'}
%global _buildhost muster
%global use_source_date_epoch_as_buildtime 1
%global clamp_mtime_to_source_date_epoch 1
%global __brp_mangle_shebangs %{nil}
Name: ${rpm.name}
Version: ${rpm.version}
Release: 1
Summary: ${rpm.summary}
License: ${rpm.licence}
AutoReqProv: no
${rpm.requires.map((name) => `Requires: ${name}\n`).join('')}
%description
${rpm.description.join('\n\n')}

%install
mkdir -p %{buildroot}
cp -a ${stage}/. %{buildroot}/

${scripts.join('\n')}
%files
%dir %attr(0755,root,root) /usr/lib/${rpm.name}
%dir %attr(0755,root,root) /usr/lib/${rpm.name}/app
${files.join('\n')}
`;
}
