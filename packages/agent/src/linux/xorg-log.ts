import { boundText } from './bounded-text.ts';
/** What the log of a display server says of the adapter it uses. */
export type XorgAdapter = {
  readonly name: string | null;
  /** Of the adapter's own firmware. */
  readonly product: string | null;
  readonly memoryKiB: number | null;
  readonly resolution: string | null;
  /** `00:02.0` */
  readonly slot: string | null;
  /** Vendor, device, subsystem. */
  readonly pciId: string | null;
};

/** `Xorg.0.log`, for machines whose buses cannot be seen; null where no adapter is named. */
export function parseXorgLog(output: string): XorgAdapter | null {
  const text = boundText(output);
  const find = (...patterns: RegExp[]) => {
    for (const pattern of patterns) {
      const found = pattern.exec(text)?.[1]?.trim();
      if (found) return found;
    }
    return null;
  };
  const [, , bus, device, fn, id] =
    /\(--\) PCI:\s*\*\s*\((\d+:)?(\d+):(\d+):(\d+)\)(?: ([0-9a-f]{4}:[0-9a-f]{4}:[0-9a-f]{4}:[0-9a-f]{4}))?/.exec(
      text,
    ) ?? [];
  const size = /Virtual (?:screen )?size (?:determined to be|is) (\d+) ?x ?(\d+)/.exec(text);
  const memory = find(/Memory: (\d+) kBytes/, /VBE Total Mem: (\d+) kB/);
  const name = find(
    /NVIDIA GPU (.+?) at PCI:/,
    /Integrated Graphics Chipset: (.+)$/m,
    /VBE OEM: (.+)$/m,
    /\(--\) \w+\(0\): Chipset: "(.+)"/,
  );
  if (name === null && bus === undefined) return null;
  const two = (number: string | undefined) => Number(number).toString(16).padStart(2, '0');
  return {
    name,
    product: find(/VBE OEM Product: (.+)$/m),
    memoryKiB: memory === null ? null : Number(memory),
    resolution: size === null ? find(/using initial mode (\d+x\d+)/) : `${size[1]}x${size[2]}`,
    slot: bus === undefined ? null : `${two(bus)}:${two(device)}.${fn}`,
    pciId: id ?? null,
  };
}
