import type { Found } from '../define-collector.ts';
import type { Host } from '../host/host.ts';
import { meaningful } from '../smbios/decode-smbios.ts';
import { boundText } from './bounded-text.ts';
import { splitModel } from './disk-models.ts';

type Storage = Found<'storages'>;

export type SmartReport = {
  /** What the disk says of itself; values that it does not tell are absent. */
  readonly identity: Storage;
  /** The disk's own judgement: `PASSED`, `FAILED`… */
  readonly health: string | null;
};

/** Asks a disk about itself; null where smartctl is not installed or the disk does not answer. A disk that sleeps is left asleep. */
export async function askSmartctl(host: Host, device: string): Promise<SmartReport | null> {
  const output = await host.run('smartctl', ['-n', 'standby', '-i', '-H', device], { timeoutMs: 10_000 });
  return output === null ? null : parseSmartctl(output);
}

const KINDS: Readonly<Record<string, string>> = { 'CD/DVD': 'cdrom' };

/** Output of `smartctl -i -H`, from version 5.38 of 2008 on. */
export function parseSmartctl(output: string): SmartReport {
  const text = boundText(output);
  const value = (...labels: string[]) => {
    for (const label of labels) {
      const found = meaningful(new RegExp(`^${label}:[ \\t]*(.*)$`, 'mi').exec(text)?.[1] ?? null);
      if (found !== null) return found;
    }
    return null;
  };
  const vendor = value('Vendor');
  const product = value('Device Model', 'Model Number', 'Product');
  const { manufacturer } = splitModel(product);
  const [, transport] = /^(SAS|Fibre|iSCSI|SATA)/i.exec(value('Transport protocol') ?? '') ?? [];
  const bus = transport ?? (value('SATA Version is') !== null ? 'SATA' : /NVMe/.test(text) ? 'NVME' : null);
  const kind = value('Device type');
  return {
    identity: filled({
      manufacturer: splitModel(vendor).manufacturer ?? manufacturer ?? splitModel(value('Model Family')).manufacturer,
      model: product,
      serial: value('Serial Number'),
      firmware: value('Firmware Version', 'Revision'),
      size: sizeOf(value('User Capacity', 'Total NVM Capacity', 'Namespace 1 Size/Capacity')),
      wwn: value('LU WWN Device Id', 'Logical Unit id')?.replace(/^0x|\s/g, '') ?? null,
      interface: bus,
      description: bus,
      type: kind === null ? null : (KINDS[kind] ?? kind),
    }),
    health: value('SMART overall-health self-assessment test result', 'SMART Health Status')?.replace(/!$/, '') ?? null,
  };
}

/** Bytes with whatever parts the thousands, as millions; sizes beyond all disks are rubbish. */
function sizeOf(text: string | null): number | null {
  const [, digits] = /^([\d.,\s']+?)\s*(?:bytes|\[|$)/.exec(text ?? '') ?? [];
  const bytes = Number(digits?.replace(/\D/g, ''));
  return bytes > 0 && bytes < 1e18 ? Math.floor(bytes / 1e6) : null;
}

function filled(row: Storage): Storage {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Storage;
}
