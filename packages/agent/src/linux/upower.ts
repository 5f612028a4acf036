import type { Found } from '../define-collector.ts';
import type { Host } from '../host/host.ts';
import { meaningful } from '../smbios/decode-smbios.ts';
import { toBatterySerial, toChemistry } from './battery-words.ts';
import { labelledValues } from './bounded-text.ts';

/** Batteries as UPower knows them, for systems whose `/sys` does not show them. */
export async function readUpower(host: Host): Promise<Found<'batteries'>[]> {
  if ((await host.stat('/run/dbus/system_bus_socket')) === null) return [];
  const paths = parseUpowerPaths((await host.run('upower', ['--enumerate'], { timeoutMs: 10_000 })) ?? '');
  const outputs = await Promise.all(paths.map((path) => host.run('upower', ['-i', path], { timeoutMs: 10_000 })));
  return outputs.map((output) => parseUpower(output ?? '')).filter((battery) => battery !== null);
}

/** Objects of batteries in `upower --enumerate`. */
export function parseUpowerPaths(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((path) => /\/battery_[^/]+$/.test(path));
}

/** `upower -i`; null for batteries of mice and uninterruptible supplies, which do not power the computer. */
export function parseUpower(text: string): Found<'batteries'> | null {
  const values = labelledValues(text);
  const value = (label: string) => meaningful(values.get(label) ?? null);
  // Programs of some versions ignore the C locale and print a decimal comma.
  const thousandths = (label: string) => {
    const number = Number.parseFloat((value(label) ?? '').replace(',', '.'));
    return number > 0 ? Math.round(number * 1000) : null;
  };
  if (value('power supply') !== 'yes' || !/^[ \t]+battery[ \t]*$/m.test(text)) return null;
  const percentage = Number.parseInt(value('percentage') ?? '', 10);
  return {
    name: value('model'),
    manufacturer: value('vendor'),
    serial: toBatterySerial(value('serial')),
    chemistry: toChemistry(value('technology')),
    capacity: thousandths('energy-full-design'),
    realCapacity: thousandths('energy-full'),
    voltage: thousandths('voltage'),
    level: Number.isNaN(percentage) ? null : percentage,
    status: value('state'),
  };
}
