import { chmod, copyFile, mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Outcome, runProgram } from '@muster/peers';

/** A Debian without anything that is not needed to install packages, in a folder. */
export type MinimalSystem = {
  readonly folder: string;
  /** Copies a file into its `/root`, and gives its path inside. */
  bring(file: string): Promise<string>;
  /** Runs a program inside, with nothing of the tester's environment. */
  run(name: string, args: readonly string[], options?: { readonly as?: 'root' | 'nobody' }): Promise<Outcome>;
  /** Every path, but for what dpkg and its kin write about what they did. */
  listFiles(): Promise<readonly string[]>;
  remove(): Promise<void>;
};

const DIARY =
  /^\/(proc|sys|dev|tmp|root|run|var\/(log|cache|tmp)|var\/lib\/(dpkg|systemd\/deb-systemd-helper-enabled|ucf))(\/|$)|^\/etc\/ld\.so\.cache$|\.dpkg-old$/;
const MOUNTED = ['proc', 'sys'];
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Made by debootstrap from the mirror that this machine uses. @param packages Besides those that every Debian has. */
export async function makeMinimalSystem(packages: readonly string[]): Promise<MinimalSystem> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-e2e-debian-'));
  const remove = async () => {
    for (const name of MOUNTED) await runProgram('umount', ['-l', join(folder, name)]);
    // Never into what is mounted, should it be there still.
    await runProgram('rm', ['-rf', '--one-file-system', folder]);
  };
  const run: MinimalSystem['run'] = (name, args, { as = 'root' } = {}) => {
    const group = as === 'root' ? 'root:root' : 'nobody:nogroup';
    const environment = ['-i', `PATH=${PATH}`, 'DEBIAN_FRONTEND=noninteractive', 'HOME=/nonexistent'];
    const inside = ['chroot', `--userspec=${group}`, folder, name, ...args];
    return runProgram('env', [...environment, ...inside], { timeoutMs: 300_000 });
  };
  try {
    const { suite, mirror } = await ownDebian();
    const made = await runProgram(
      'debootstrap',
      ['--variant=minbase', `--include=${packages.join(',')}`, suite, folder, mirror],
      { timeoutMs: 900_000, env: { DEBIAN_FRONTEND: 'noninteractive' } },
    );
    if (made.code !== 0) throw new Error(`debootstrap failed: ${made.stdout.slice(-2000)}${made.stderr}`);
    await chmod(folder, 0o755); // it is the root of everybody inside
    for (const name of MOUNTED) {
      const mounted = await runProgram('mount', ['--rbind', `/${name}`, join(folder, name)]);
      if (mounted.code !== 0) throw new Error(`"/${name}" cannot be mounted: ${mounted.stderr}`);
      await runProgram('mount', ['--make-rslave', join(folder, name)]);
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    folder,
    run,
    remove,
    async bring(file) {
      await mkdir(join(folder, 'root'), { recursive: true });
      await copyFile(file, join(folder, 'root', basename(file)));
      return `/root/${basename(file)}`;
    },
    async listFiles() {
      const { stdout } = await runProgram('find', [folder, '-xdev', '-printf', '/%P\\n'], { timeoutMs: 120_000 });
      return stdout
        .split('\n')
        .filter((path) => path !== '' && !DIARY.test(path))
        .sort();
    },
  };
}

/** The release of this machine, and where its packages come from. */
async function ownDebian(): Promise<{ suite: string; mirror: string }> {
  const release = await readFile('/etc/os-release', 'utf8');
  const suite = /^VERSION_CODENAME=(\S+)$/m.exec(release)?.[1] ?? 'stable';
  const { stdout } = await runProgram('apt-get', ['indextargets', '--format', '$(CODENAME) $(REPO_URI)']);
  const line = stdout.split('\n').find((each) => each.startsWith(`${suite} `));
  return { suite, mirror: line?.split(' ')[1] ?? 'http://deb.debian.org/debian' };
}
