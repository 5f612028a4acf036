import { type Host, once, readValue } from '../host/host.ts';

export type Kernel = {
  /** Host name, perhaps with its domain. */
  readonly hostName: string;
  /** As `uname -r`, `-v` and `-m` print them. */
  readonly release: string | null;
  readonly version: string | null;
  readonly machine: string | null;
};

/** What the kernel says of itself, from `/proc/sys/kernel`. */
export function readKernel(host: Host): Promise<Kernel> {
  return once(host, 'kernel', async () => {
    const [name, release, version, machine] = await Promise.all([
      readValue(host, '/proc/sys/kernel/hostname'),
      readValue(host, '/proc/sys/kernel/osrelease'),
      readValue(host, '/proc/sys/kernel/version'),
      readMachine(host),
    ]);
    const fallback = name === null ? await readValue(host, '/etc/hostname') : null;
    return { hostName: name ?? fallback ?? 'localhost', release, version, machine };
  });
}

async function readMachine(host: Host): Promise<string | null> {
  const told = await readValue(host, '/proc/sys/kernel/arch'); // since Linux 6.1
  return told ?? /^\w+$/m.exec((await host.run('uname', ['-m'], { limitBytes: 4096 })) ?? '')?.[0] ?? null;
}
