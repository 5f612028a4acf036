import type { Found } from '../define-collector.ts';
import type { ProcessorFacts } from './smbios.ts';

/** What a socket's structure adds to what the processor says of itself. */
export function toProcessorRow(facts: ProcessorFacts): Found<'cpus'> {
  const enabled = facts.coresEnabled ?? facts.cores;
  return {
    ...(facts.serial === null ? {} : { serial: facts.serial }),
    externalClock: facts.externalClockMHz,
    familyName: facts.familyName,
    cpuId: facts.idBytes === null ? null : toCpuId(facts.idBytes),
    socket: facts.socket,
    coresTotal: facts.cores !== enabled ? facts.cores : null,
    voltage: facts.voltage,
  };
}

/** A whole row, for kernels that say nothing of their processors. */
export function toCpu(facts: ProcessorFacts): Found<'cpus'> {
  const name = (facts.name ?? facts.familyName)?.replace(/\((?:R|TM|r|tm)\)|®|™/g, '').replace(/\s+/g, ' ');
  const cores = facts.coresEnabled ?? facts.cores;
  return {
    ...toProcessorRow(facts),
    name: name?.trim() || null,
    manufacturer: facts.manufacturer,
    cores,
    threads: facts.threads,
    speed: speedInText(name ?? null) ?? facts.currentSpeedMHz ?? facts.highestSpeedMHz,
    ...(facts.idBytes === null ? {} : toSignature(facts.idBytes)),
  };
}

/** "… CPU @ 2.40GHz" → 2400; null where the name does not tell. */
export function speedInText(name: string | null): number | null {
  const [, value, unit] = /(\d+(?:\.\d+)?)\s*([GM])Hz\s*$/i.exec(name ?? '') ?? [];
  if (value === undefined) return null;
  return Math.round(Number(value) * (unit?.toUpperCase() === 'G' ? 1000 : 1));
}

/** Features, then signature, each with its highest byte first, as Windows and servers write it. */
function toCpuId(bytes: readonly number[]): string {
  return [7, 6, 5, 4, 3, 2, 1, 0].map((at) => (bytes[at] ?? 0).toString(16).padStart(2, '0').toUpperCase()).join('');
}

/** Source: Intel SDM, CPUID leaf 1: the extended model counts for families 6 and 15. */
function toSignature(bytes: readonly number[]): Found<'cpus'> {
  const [low = 0, high = 0, extended = 0] = bytes;
  const family = high & 0x0f;
  const model = low >> 4;
  return {
    familyNumber: String(family),
    model: String(family === 6 || family === 15 ? ((extended & 0x0f) << 4) | model : model),
    stepping: low & 0x0f,
  };
}
