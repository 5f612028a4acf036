import { readFile, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { runProgram } from '@muster/peers';
import { afterAll, expect, onTestFinished } from 'vitest';
import { type AgentPackages, makeAgentPackages } from './testing/agent-packages.ts';
import { journey, linux, program, superuser } from './testing/journey.ts';
import { type MinimalSystem, makeMinimalSystem } from './testing/minimal-system.ts';
import { serverForThisTest } from './testing/server.ts';
import { temporaryFolder } from './testing/temporary.ts';
import { countElements, textOf } from './testing/xml-text.ts';

const tools = [linux, program('strip'), program('xz')];

let made: Promise<AgentPackages> | null = null;
/** Made once for all journeys of this file. */
async function packageOf(kind: '.deb' | '.rpm' | '.tar.gz'): Promise<string> {
  made ??= makeAgentPackages('deb,rpm,tar.gz');
  const path = (await made).paths.find((each) => each.endsWith(kind));
  if (path === undefined) throw new Error(`There is no ${kind}`);
  return path;
}
afterAll(async () => (await made?.catch(() => null))?.remove());

journey(
  'the same sources make the same packages',
  { needs: [...tools, program('rpmbuild')], timeoutMs: 900_000 },
  async () => {
    await packageOf('.deb');
    const again = await makeAgentPackages('deb,rpm');
    onTestFinished(() => again.remove());
    for (const kind of ['.deb', '.rpm'] as const) {
      const first = await packageOf(kind);
      const second = again.paths.find((path) => basename(path) === basename(first)) ?? '';
      expect((await readFile(first)).equals(await readFile(second)), kind).toBe(true);
    }
  },
);

journey(
  'the archive runs where it is unpacked',
  { needs: [...tools, program('rpmbuild')], timeoutMs: 900_000 },
  async () => {
    const folder = await temporaryFolder();
    const archive = await packageOf('.tar.gz');
    await runProgram('tar', ['-xzf', archive, '-C', folder]);
    const [, version] = /muster-agent-([\d.]+)-linux/.exec(archive) ?? [];
    const programs = join(folder, `muster-agent-${version}`, 'bin');
    const state = ['--conf-file', 'none', '--vardir', join(folder, 'state')];

    expect(await runProgram(join(programs, 'muster-agent'), ['--version'])).toMatchObject({
      code: 0,
      stdout: `muster-agent ${version}\n`,
    });
    // Under another name it is one command of its own, and a link from elsewhere finds the rest.
    await symlink(join(programs, 'muster-inventory'), join(folder, 'muster-inventory'));
    const inventory = await runProgram(join(folder, 'muster-inventory'), ['--xml', ...state], { timeoutMs: 300_000 });
    expect(inventory.code, inventory.stderr).toBe(0);
    expect(textOf(inventory.stdout, 'QUERY')).toBe('INVENTORY');
  },
);

journey(
  'the package for Red Hat and its kin installs and leaves nothing',
  { needs: [...tools, program('rpm'), program('rpmbuild')], timeoutMs: 900_000 },
  async () => {
    const rpm = await packageOf('.rpm');
    const root = await temporaryFolder();
    const files = async () =>
      (await runProgram('find', [root, '-not', '-type', 'd', '-printf', '/%P\\n'])).stdout
        .split('\n')
        .filter(
          (path) => path !== '' && !/^\/(var|usr)\/lib\/(sysimage\/)?rpm\//.test(path) && !path.includes('/.rpm'),
        );
    const inRoot = (...args: string[]) => runProgram('rpm', ['--root', root, '--nodeps', '--noscripts', ...args]);

    const listed = (await runProgram('rpm', ['-qlp', rpm])).stdout.trim().split('\n');
    expect(listed).toContain('/usr/bin/muster-agent');
    expect(listed).toContain('/usr/share/man/man8/muster-agent.8.gz');
    const scripts = (await runProgram('rpm', ['-qp', '--scripts', rpm])).stdout;
    expect(scripts).toContain('muster-agent install');
    expect(scripts).toContain('muster-agent uninstall');

    const installed = await inRoot('-i', rpm);
    expect(installed.code, installed.stderr).toBe(0);
    expect(await files()).toContain('/usr/lib/muster-agent/node');
    const version = await runProgram(join(root, 'usr/bin/muster-agent'), ['--version']);
    expect(version.stdout, version.stderr).toMatch(/^muster-agent \d/);
    const removed = await inRoot('-e', 'muster-agent');
    expect(removed.code, removed.stderr).toBe(0);
    expect(await files()).toEqual([]);
  },
);

journey(
  'on a minimal Debian the agent is installed, reports, collects for any user, and is purged without a trace',
  { needs: [...tools, superuser, program('rpmbuild'), program('debootstrap')], timeoutMs: 1_800_000 },
  async () => {
    // What the package depends on; everything else is what a system without optional programs has.
    const deb = await packageOf('.deb');
    const system = await makeMinimalSystem(['libatomic1']);
    onTestFinished(() => system.remove());
    const before = await system.listFiles();
    const server = await serverForThisTest();
    const address = `http://127.0.0.1:${server.port}/ocsinventory`;

    await answerQuestions(system, { server: address, tag: 'MINIMAL', mode: 'none' });
    const installed = await system.run('dpkg', ['--install', await system.bring(deb)]);
    expect(installed.code, installed.stdout + installed.stderr).toBe(0);
    const config = await readFile(join(system.folder, 'etc/muster-agent/agent.cfg'), 'utf8');
    expect(config).toContain(address);
    expect(config).toContain('MINIMAL');

    const report = await system.run('muster-agent', ['--force']);
    expect(report.code, report.stdout + report.stderr).toBe(0);
    const { items } = await server.api.assets();
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ agentFamily: 'muster', tag: 'MINIMAL' });

    await collectsAs(system, 'root');
    await collectsAs(system, 'nobody');

    // Once more, as an update does: what was set stays.
    const again = await system.run('dpkg', ['--install', await system.bring(deb)]);
    expect(again.code, again.stdout + again.stderr).toBe(0);
    expect(await readFile(join(system.folder, 'etc/muster-agent/agent.cfg'), 'utf8')).toBe(config);

    const removed = await system.run('dpkg', ['--remove', 'muster-agent']);
    expect(removed.code, removed.stdout + removed.stderr).toBe(0);
    const purged = await system.run('dpkg', ['--purge', 'muster-agent']);
    expect(purged.code, purged.stdout + purged.stderr).toBe(0);
    expect(await system.listFiles()).toEqual(before);
  },
);

/** As an administrator does who installs on many machines. */
async function answerQuestions(system: MinimalSystem, answers: Readonly<Record<string, string>>): Promise<void> {
  const types: Readonly<Record<string, string>> = { mode: 'select' };
  for (const [name, value] of Object.entries(answers)) {
    const line = `muster-agent muster-agent/${name} ${types[name] ?? 'string'} ${value}`;
    const { code, stderr } = await system.run('sh', ['-c', 'echo "$0" | debconf-set-selections', line]);
    expect(code, stderr).toBe(0);
  }
}

/** Whoever runs it gets an inventory without errors, with the packages of the system; the configuration is root's alone. */
async function collectsAs(system: MinimalSystem, as: 'root' | 'nobody'): Promise<void> {
  const { code, stdout, stderr } = await system.run(
    'muster-inventory',
    ['--xml', '--vardir', `/var/tmp/state-of-${as}`],
    { as },
  );
  expect(code, stderr).toBe(0);
  const problems = stderr.split('\n').filter((line) => /\[(ERROR|WARN)/.test(line));
  expect(problems).toEqual(as === 'root' ? [] : [expect.stringContaining('may not be read by this user')]);
  const packages = await system.run('dpkg-query', ['--show']);
  expect(countElements(stdout, 'SOFTWARES')).toBe(packages.stdout.trim().split('\n').length);
  for (const section of ['HARDWARE', 'CPUS', 'NETWORKS', 'PROCESSES'])
    expect(countElements(stdout, section), section).toBeGreaterThan(0);
}
