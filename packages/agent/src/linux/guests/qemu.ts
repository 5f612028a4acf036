import { type Host, once } from '../../host/host.ts';
import { readProcesses } from '../processes.ts';
import { type Guest, toMebibytes } from './guest.ts';

/** Virtual machines of QEMU that run, from the command lines of their processes. */
export async function readQemu(host: Host): Promise<Guest[] | null> {
  const guests = await readQemuProcesses(host);
  return guests.length === 0 ? null : [...guests];
}

export function readQemuProcesses(host: Host): Promise<readonly Guest[]> {
  return once(host, 'qemu processes', async () =>
    (await readProcesses(host))
      .map((process) => parseQemuArguments(process.arguments))
      .filter((guest) => guest !== null),
  );
}

/** Not the guest's agent, nor the tools for images. */
const PROGRAM = /^(?:kvm|qemu|qemu-kvm|qemu-system-\w+)$/;

/** Arguments of a QEMU process; null for any other. */
export function parseQemuArguments(args: readonly string[]): Guest | null {
  const [program = '', ...rest] = args;
  const base = program.split('/').at(-1) ?? '';
  if (!PROGRAM.test(base)) return null;
  const value = (...names: readonly string[]) => {
    const at = rest.findIndex((arg) => names.includes(arg.replace(/^--/, '-')));
    return at === -1 ? undefined : rest[at + 1];
  };
  const smbios = rest
    .filter((_, at) => /^--?smbios$/.test(rest[at - 1] ?? ''))
    .map((text) => parseOption(text))
    .find(({ type }) => type === '1');
  const name = parseOption(value('-name') ?? '', 'guest').guest;
  if (name === undefined && value('-m') === undefined) return null; // asked for its version, say
  const memory = parseOption(value('-m') ?? '', 'size').size;
  const processors = parseOption(value('-smp') ?? '', 'cpus').cpus;
  const usesKvm =
    base.includes('kvm') ||
    rest.some(
      (arg, at) =>
        /^--?enable-kvm$/.test(arg) || (/^--?(?:accel|machine|M)$/.test(rest[at - 1] ?? '') && /\bkvm\b/.test(arg)),
    );
  const macs = rest.flatMap((arg) => /\bmac(?:addr)?=([0-9a-f:]{17})/i.exec(arg)?.[1] ?? []);
  return {
    name: name ?? null,
    uuid: smbios?.uuid ?? value('-uuid') ?? null,
    serial: smbios?.serial ?? null,
    status: 'running',
    type: usesKvm ? 'kvm' : 'qemu',
    subsystem: usesKvm ? 'kvm' : 'qemu',
    memory: toMebibytes(memory, 'M'),
    cpuCount: processors !== undefined && /^\d+$/.test(processors) ? Number(processors) : null,
    mac: [...new Set(macs)].join('/') || null,
    vmId: value('-id') ?? null,
  };
}

/** `a=1,b=2`; what stands first without a name has the given one. */
function parseOption(text: string, first = ''): Readonly<Record<string, string | undefined>> {
  const values: Record<string, string> = {};
  for (const [at, part] of text.split(',').entries()) {
    const equals = part.indexOf('=');
    if (equals !== -1) values[part.slice(0, equals)] = part.slice(equals + 1);
    else if (at === 0 && first !== '' && part !== '') values[first] = part;
  }
  return values;
}
