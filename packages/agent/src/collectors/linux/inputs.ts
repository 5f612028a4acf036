import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { boundText } from '../../linux/bounded-text.ts';

/** Keyboards and pointing devices that the kernel handles. */
export const linuxInputs = defineCollector({
  name: 'linux/inputs',
  section: sections.inputs,
  platforms: ['linux'],
  async collect(host) {
    const text = await host.read('/proc/bus/input/devices');
    const found = text === null ? [] : parseInputs(text);
    return found.length === 0 ? null : found;
  },
});

/** Bus types. Source: `include/uapi/linux/input.h`. */
const BUSES: Readonly<Record<string, string>> = {
  '0003': 'USB',
  '0005': 'Bluetooth',
  '0010': 'ISA',
  '0011': 'PS/2',
  '0018': 'I2C',
  '001f': 'SPI',
};

/** Blocks of `/proc/bus/input/devices`; power buttons, lid switches and speakers are no keyboards, though handled as such. */
export function parseInputs(output: string): Found<'inputs'>[] {
  const text = boundText(output);
  const found = text.split(/\n\s*\n/).map((block) => {
    const name = /^N: Name="(.*)"$/m.exec(block)?.[1] ?? null;
    const handlers = /^H: Handlers=(.*)$/m.exec(block)?.[1]?.split(' ') ?? [];
    const place = /^P: Phys=(.*)$/m.exec(block)?.[1] ?? '';
    const bus = /^I: Bus=(\w+)/m.exec(block)?.[1] ?? '';
    const type = typeOf(handlers);
    if (type === null || /button|LNXPWRBN|LNXSLPBN/i.test(`${place} ${name}`)) return null;
    return { type, caption: name, description: name, interface: BUSES[bus] ?? null };
  });
  return found.filter((input) => input !== null);
}

function typeOf(handlers: readonly string[]): string | null {
  if (handlers.some((handler) => /^mouse\d+$/.test(handler))) return 'Pointing';
  return handlers.includes('kbd') && handlers.some((h) => /^(?:leds|sysrq)$/.test(h)) ? 'Keyboard' : null;
}
