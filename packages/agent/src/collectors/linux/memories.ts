import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { completeMemories, readFru } from '../../linux/ipmi-fru.ts';
import { readMemorySize } from '../../linux/memory-size.ts';
import { readVmSystem } from '../../linux/vm-system.ts';
import { toMemories } from '../../smbios/memory-modules.ts';
import { readSmbios } from '../../smbios/read-smbios.ts';

/** Memory modules and empty slots, from SMBIOS structures 17 (or 6), completed by the service processor of servers. */
export const linuxMemories = defineCollector({
  name: 'linux/memories',
  section: sections.memories,
  platforms: ['linux'],
  async collect(host) {
    const [smbios, fru, vmSystem, total] = await Promise.all([
      readSmbios(host),
      readFru(host),
      readVmSystem(host),
      readMemorySize(host),
    ]);
    const modules = completeMemories(toMemories(smbios?.memory() ?? []), fru);
    if (modules.length === 0) return null;
    return vmSystem === 'Physical' || total === null ? modules : correctedTo(modules, total);
  },
});

/**
 * Hypervisors that change a machine's memory while it runs leave its firmware as it was: one module that is smaller than
 * what the kernel has is wrong. A larger one is right: the kernel keeps some for itself.
 */
export function correctedTo(modules: readonly Found<'memories'>[], totalMiB: number): Found<'memories'>[] {
  const filled = modules.filter(({ capacity }) => capacity !== null && capacity !== undefined);
  if (filled.length !== 1 || (filled[0]?.capacity ?? 0) >= totalMiB) return [...modules];
  return modules.map((module) => (module === filled[0] ? { ...module, capacity: totalMiB } : module));
}
