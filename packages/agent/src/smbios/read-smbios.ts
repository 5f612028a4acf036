import { type Host, once } from '../host/host.ts';
import { decodeEntryPoint, decodeSmbios } from './decode-smbios.ts';
import type { Smbios } from './smbios.ts';
import { tableSmbios } from './table-smbios.ts';

/** Real tables have up to 64 KiB. */
const TABLE_LIMIT_BYTES = 1024 * 1024;
const FOLDER = '/sys/firmware/dmi/tables';

/** What the machine's SMBIOS table says; null where it has none, or only root may read it. */
export function readSmbios(host: Host): Promise<Smbios | null> {
  return once(host, 'smbios', async () => {
    const table = await host.readBytes(`${FOLDER}/DMI`, { limitBytes: TABLE_LIMIT_BYTES });
    if (table === null) return askDmidecode(host);
    const entry = await host.readBytes(`${FOLDER}/smbios_entry_point`);
    // Without entry point: newer than 2.6, as all firmware of the last fifteen years.
    return tableSmbios(decodeSmbios(table), (entry && decodeEntryPoint(entry)) ?? 300);
  });
}

/** Kernels before 4.2 do not show the table: `dmidecode` finds it in the memory of the machine, which only root may. */
async function askDmidecode(host: Host): Promise<Smbios | null> {
  if ((await host.stat(FOLDER)) !== null || (await host.stat('/dev/mem')) === null) return null;
  const output = await host.run('dmidecode', []);
  if (output === null) return null;
  const [{ parseDmidecode }, { dmidecodeSmbios }] = await Promise.all([
    import('./dmidecode-text.ts'),
    import('./dmidecode-smbios.ts'),
  ]);
  const blocks = parseDmidecode(output);
  return blocks.length === 0 ? null : dmidecodeSmbios(blocks);
}
