import { boundText } from './bounded-text.ts';
/** A device of `lspci -v -nn`. All ids are lower-case hexadecimal. */
export type LspciDevice = {
  readonly slot: string;
  readonly className: string;
  readonly classId: string;
  /** Vendor and device in one: nothing parts them. */
  readonly title: string;
  readonly vendorId: string;
  readonly deviceId: string;
  readonly subVendorId: string | null;
  readonly subDeviceId: string | null;
  readonly revision: string | null;
  readonly driver: string | null;
  /** Sum of the windows on its own memory that may be read ahead, in MiB. */
  readonly memoryMiB: number | null;
};

/** Blocks of `lspci -v -nn`, for systems whose `/sys` does not show the buses. */
export function parseLspci(output: string): LspciDevice[] {
  const text = boundText(output);
  return text.split(/\n\s*\n/).flatMap((block) => {
    const pattern =
      /^((?:[0-9a-f]+:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]) (.+?) \[([0-9a-f]{4})\]: (.+?) \[([0-9a-f]{4}):([0-9a-f]{4})\](?: \(rev (\w+)\))?/m;
    const [, slot, className, classId, title, vendorId, deviceId, revision] = pattern.exec(block) ?? [];
    if (slot === undefined || className === undefined || classId === undefined || title === undefined) return [];
    if (vendorId === undefined || deviceId === undefined) return [];
    const [, subVendorId, subDeviceId] = /^\s+Subsystem: .*\[([0-9a-f]{4}):([0-9a-f]{4})\]/m.exec(block) ?? [];
    return [
      {
        slot,
        className,
        classId,
        title,
        vendorId,
        deviceId,
        subVendorId: subVendorId ?? null,
        subDeviceId: subDeviceId ?? null,
        revision: revision ?? null,
        driver: /^\s+Kernel driver in use: (\S*[a-z]\S*)/m.exec(block)?.[1] ?? null,
        memoryMiB: memoryOf(block),
      },
    ];
  });
}

function memoryOf(block: string): number | null {
  const sizes = [...block.matchAll(/^\s+Memory at .*, prefetchable\).*\[size=(\d+)([KMG])\]/gm)];
  const total = sizes.reduce(
    (sum, [, size, unit]) => sum + Number(size) * ({ K: 1 / 1024, M: 1, G: 1024 }[unit ?? ''] ?? 0),
    0,
  );
  return Math.floor(total) || null;
}
