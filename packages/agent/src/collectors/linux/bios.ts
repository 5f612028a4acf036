import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';
import { type Dmi, readDmi } from '../../linux/dmi.ts';

/**
 * Identity of the machine from its firmware: the SMBIOS table, which only root may read, else `/sys/class/dmi/id`, else the
 * device tree.
 */
export const linuxBios = defineCollector({
  name: 'linux/bios',
  section: sections.bios,
  platforms: ['linux'],
  async collect(host) {
    const dmi = await readDmi(host);
    if (Object.values(dmi).every((value) => value === null)) return null;
    return [
      {
        systemManufacturer: dmi.systemManufacturer,
        systemModel: toModel(dmi),
        systemSerial: toSerial(dmi),
        sku: dmi.systemSku,
        type: dmi.chassisType,
        assetTag: dmi.assetTag,
        enclosureSerial: dmi.chassisSerial,
        boardManufacturer: dmi.boardManufacturer,
        boardModel: dmi.boardModel,
        boardSerial: dmi.boardSerial,
        biosManufacturer: dmi.biosManufacturer,
        biosVersion: dmi.biosVersion,
        biosDate: toIsoDate(dmi.biosDate),
        secureBoot: await readSecureBoot(host),
      },
    ];
  },
});

/** The variable of UEFI has four bytes of attributes, then the value. Machines started the old way cannot. */
async function readSecureBoot(host: Host): Promise<string | null> {
  if ((await host.stat('/sys/firmware/efi')) === null)
    return (await host.stat('/sys/firmware')) === null ? null : 'unsupported';
  const variable = '/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c';
  const value = (await host.readBytes(variable))?.[4];
  return value === undefined ? null : value === 1 ? 'enabled' : 'disabled';
}

/** Lenovo writes a code where others write the model, and the name people know as the version. */
export function toModel({ systemModel, systemVersion }: Pick<Dmi, 'systemModel' | 'systemVersion'>): string | null {
  return /^(?:Think|Idea|Yoga|Netfinity|Netvista|Intelli)/i.test(systemVersion ?? '') ? systemVersion : systemModel;
}

export function toSerial({ systemSerial, chassisSerial, systemModel, uuid }: Dmi): string | null {
  // VirtualBox gives every machine serial number 0; its UUID is unique.
  if (systemModel === 'VirtualBox') return uuid;
  return systemSerial ?? chassisSerial;
}

/** `MM/DD/YYYY`, or with a year of two digits as before 2000, → `YYYY-MM-DD`. */
export function toIsoDate(text: string | null): string | null {
  const [, month, day, year] = /^(\d{2})\/(\d{2})\/(\d{4}|\d{2})$/.exec(text ?? '') ?? [];
  if (year === undefined) return null;
  return `${year.length === 2 ? `19${year}` : year}-${month}-${day}`;
}
