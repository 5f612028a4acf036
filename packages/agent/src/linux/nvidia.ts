import { type Host, once } from '../host/host.ts';
import { labelledValues } from './bounded-text.ts';

/** What NVIDIA's own driver tells of an adapter. */
export type NvidiaGpu = {
  /** `01:00.0`, with the domain in front only when it is not 0000. */
  readonly slot: string;
  readonly memoryMiB: number | null;
  readonly driverVersion: string | null;
  readonly firmware: string | null;
  readonly uuid: string | null;
  readonly resolution: string | null;
};

/** Adapters that NVIDIA's driver runs; its programs are only started where it does. */
export function readNvidiaGpus(host: Host): Promise<readonly NvidiaGpu[]> {
  return once(host, 'nvidia gpus', async () => {
    const folder = '/proc/driver/nvidia/gpus';
    const slots = await host.list(folder);
    if (slots.length === 0) return [];
    const query = 'pci.bus_id,memory.total,driver_version,vbios_version,uuid';
    const asked = await host.run('nvidia-smi', [`--query-gpu=${query}`, '--format=csv,noheader,nounits'], {
      timeoutMs: 15_000,
    });
    const told = parseNvidiaSmi(asked ?? '');
    if (told.length > 0) return told;
    const settings = parseNvidiaSettings((await host.run('nvidia-settings', ['-t', '-c', 'all', '-q', 'all'])) ?? '');
    if (settings.length > 0) return settings;
    return Promise.all(
      slots.map(async (slot) => fromProc(slot, (await host.read(`${folder}/${slot}/information`)) ?? '')),
    );
  });
}

const toSlot = (text: string) =>
  text
    .toLowerCase()
    .replace(/^0+:/, '')
    .replace(/^0{4}([0-9a-f]{4}:)/, '$1');

/** `00000000:01:00.0, 4096, 550.54, 90.17.29.00.9b, GPU-…` */
export function parseNvidiaSmi(text: string): NvidiaGpu[] {
  return text.split('\n').flatMap((line) => {
    const [slot, memory, driver, firmware, uuid] = line.split(',').map((part) => part.trim());
    if (slot === undefined || uuid === undefined || !/^[0-9a-f]+:[0-9a-f]{2}:[0-9a-f]{2}\.\d$/i.test(slot)) return [];
    return [
      {
        slot: toSlot(slot),
        memoryMiB: Number(memory) || null,
        driverVersion: driver ?? null,
        firmware: firmware ?? null,
        uuid,
        resolution: null,
      },
    ];
  });
}

/** Attributes of `nvidia-settings -t -q all`, adapter by adapter; the place on the bus is decimal. */
export function parseNvidiaSettings(text: string): NvidiaGpu[] {
  const values = labelledValues(text);
  const value = (label: string) => values.get(label) ?? null;
  const hex = (label: string, length: number) =>
    Number(value(label) ?? 0)
      .toString(16)
      .padStart(length, '0');
  if (value('PCIBus') === null) return [];
  const memory = Number(value('TotalDedicatedGPUMemory') ?? Number(value('VideoRam') ?? 0) / 1024);
  const [, resolution] = /@(\d+x\d+) \+/.exec(value('CurrentMetaMode') ?? '') ?? [];
  const domain = hex('PCIDomain', 4);
  return [
    {
      slot: `${domain === '0000' ? '' : `${domain}:`}${hex('PCIBus', 2)}:${hex('PCIDevice', 2)}.${hex('PCIFunc', 1)}`,
      memoryMiB: memory || null,
      driverVersion: value('NvidiaDriverVersion'),
      firmware: value('VBiosVersion'),
      uuid: value('GpuUUID'),
      resolution: resolution ?? null,
    },
  ];
}

function fromProc(slot: string, text: string): NvidiaGpu {
  const values = labelledValues(text);
  const value = (label: string) => values.get(label) ?? null;
  return {
    slot: toSlot(slot),
    memoryMiB: null,
    driverVersion: null,
    firmware: value('Video BIOS'),
    uuid: value('GPU UUID'),
    resolution: null,
  };
}
