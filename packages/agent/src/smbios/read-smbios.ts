import { type Host, once } from '../host/host.ts';
import { decodeEntryPoint, decodeSmbios, type SmbiosStructure } from './decode-smbios.ts';

export type Smbios = {
  /** 100 × major + minor. */
  readonly version: number;
  readonly structures: readonly SmbiosStructure[];
};

/** Real tables have up to 64 KiB. */
const TABLE_LIMIT_BYTES = 1024 * 1024;

/** The machine's SMBIOS table; null where it has none, or only root may read it. */
export function readSmbios(host: Host): Promise<Smbios | null> {
  return once(host, 'smbios', async () => {
    const folder = '/sys/firmware/dmi/tables';
    const table = await host.readBytes(`${folder}/DMI`, { limitBytes: TABLE_LIMIT_BYTES });
    if (table === null) return null;
    const entry = await host.readBytes(`${folder}/smbios_entry_point`);
    // Without entry point: newer than 2.6, as all firmware of the last fifteen years.
    return { version: (entry && decodeEntryPoint(entry)) ?? 300, structures: decodeSmbios(table) };
  });
}

/** Structures of one type, in their order. */
export function ofType(smbios: Smbios | null, type: number): readonly SmbiosStructure[] {
  return smbios?.structures.filter((structure) => structure.type === type) ?? [];
}
