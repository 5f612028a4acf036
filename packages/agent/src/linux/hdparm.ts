import type { Found } from '../define-collector.ts';
import type { Host } from '../host/host.ts';
import { boundText, labelledValues } from './bounded-text.ts';

/** Asks an ATA disk about itself; null where hdparm is not installed or the disk does not answer. */
export async function askHdparm(host: Host, device: string): Promise<Found<'storages'> | null> {
  const output = await host.run('hdparm', ['-I', device], { timeoutMs: 10_000 });
  return output === null ? null : parseHdparm(output);
}

/** Output of `hdparm -I`; what is no ATA disk answers with rubbish, and gives nothing. */
export function parseHdparm(output: string): Found<'storages'> {
  const text = boundText(output);
  const values = labelledValues(text);
  const value = (label: string) => values.get(label) ?? null;
  const transport = value('Transport');
  const cylinders = /^[ \t]+cylinders[ \t]+(\d+)/m.exec(text)?.[1];
  // Every ATA disk has 16 heads at most; devices behind USB bridges answer anything.
  const heads = Number(/^[ \t]+heads[ \t]+(\d+)/m.exec(text)?.[1] ?? 0);
  if (heads > 255 || transport?.startsWith('0x') === true || (cylinders === '0' && value('Model Number') === null))
    return {};
  const [, size] = /^(\d+)/.exec(value('device size with M = 1000*1000') ?? '') ?? [];
  const bus = transport?.includes('SATA') === true || transport?.startsWith('Serial') === true ? 'SATA' : null;
  const found = {
    model: value('Model Number'),
    serial: value('Serial Number'),
    firmware: value('Firmware Revision'),
    size: size === undefined ? null : Number(size),
    wwn: value('Logical Unit WWN Device Identifier') ?? value('WWN Device Identifier'),
    description: bus,
    interface: bus,
  };
  return Object.fromEntries(Object.entries(found).filter(([, given]) => given !== null)) as Found<'storages'>;
}
