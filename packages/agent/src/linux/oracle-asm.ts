import type { Found } from '../define-collector.ts';
import type { Host } from '../host/host.ts';
import { boundText } from './bounded-text.ts';

/** Disk groups of Oracle's storage manager, which no file system shows; none where it is not installed or does not run. */
export async function readAsmGroups(host: Host): Promise<Found<'drives'>[]> {
  // Lines `instance:home:start`; instances of the storage manager begin with a plus sign.
  const [, instance, home] = /^(\+ASM\w*):([^:\n]+)/m.exec((await host.read('/etc/oratab')) ?? '') ?? [];
  if (instance === undefined || home === undefined) return [];
  const args = [`ORACLE_SID=${instance}`, `ORACLE_HOME=${home}`, `${home}/bin/asmcmd`, 'lsdg'];
  return parseLsdg((await host.run('env', args)) ?? '');
}

/**
 * `asmcmd lsdg`: sizes are MiB of the disks, of which a group that keeps copies has half or a third for files.
 *
 * What is free says the program itself: what it keeps for a failing disk is not.
 */
export function parseLsdg(output: string): Found<'drives'>[] {
  const text = boundText(output);
  const [heading = '', ...lines] = text.split('\n').filter((line) => line.trim() !== '');
  const names = heading.trim().split(/\s+/);
  return lines.map((line) => {
    const words = line.trim().split(/\s+/);
    const value = (name: string) => words[names.indexOf(name)] ?? '';
    const copies = { NORMAL: 2, HIGH: 3 }[value('Type')] ?? 1;
    return {
      mountPoint: value('Type'),
      device: `+${value('Name').replace(/\/$/, '')}`,
      fileSystem: 'Oracle ASM',
      label: value('Name').replace(/\/$/, ''),
      description: value('State'),
      total: Math.floor((Number(value('Total_MB')) - Number(value('Req_mir_free_MB'))) / copies),
      free: Number(value('Usable_file_MB')),
    };
  });
}
