import { boundText } from './bounded-text.ts';
/** A device of `lsusb -v`, or of the short form, which has only names and ids. */
export type LsusbDevice = {
  readonly bus: string;
  readonly device: string;
  readonly vendorId: string;
  readonly productId: string;
  /** Vendor and product in one, as `lsusb` knows them. */
  readonly title: string | null;
  readonly manufacturer: string | null;
  readonly product: string | null;
  readonly serial: string | null;
  /** Of the device, and of its first interface; decimal. */
  readonly deviceClass: string | null;
  readonly interfaceClass: string | null;
  readonly interfaceSubclass: string | null;
  readonly selfPowered: boolean;
};

/** For systems whose `/sys` does not show the buses. */
export function parseLsusb(output: string): LsusbDevice[] {
  const text = boundText(output);
  return text.split(/^(?=Bus \d+ Device \d+: )/m).flatMap((block) => {
    const [, bus, device, vendorId, productId, title] =
      /^Bus (\d+) Device (\d+): ID ([0-9a-f]{4}):([0-9a-f]{4}) ?(.*)$/m.exec(block) ?? [];
    if (bus === undefined || device === undefined || vendorId === undefined || productId === undefined) return [];
    const number = (label: string) => new RegExp(`^\\s*${label}\\s+(\\d+)`, 'm').exec(block)?.[1] ?? null;
    const text = (label: string) => new RegExp(`^\\s*${label}\\s+[1-9]\\d* (.+?)\\s*$`, 'm').exec(block)?.[1] ?? null;
    return [
      {
        bus,
        device,
        vendorId,
        productId,
        title: title?.trim() || null,
        manufacturer: text('iManufacturer'),
        product: text('iProduct'),
        serial: text('iSerial'),
        deviceClass: number('bDeviceClass'),
        interfaceClass: number('bInterfaceClass'),
        interfaceSubclass: number('bInterfaceSubClass'),
        selfPowered: /^\s+Self Powered\s*$/m.test(block),
      },
    ];
  });
}
