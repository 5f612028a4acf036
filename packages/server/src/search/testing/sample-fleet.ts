import type { Row } from '@muster/protocol';
import type { TestApp } from '../../http/testing/test-app.ts';

/** A machine as the API shows it, for a naive evaluation of searches. */
export type SampleAsset = {
  readonly id: number;
  readonly summary: Readonly<Record<string, unknown>>;
  readonly sections: Readonly<Record<string, readonly Row[]>>;
};

export type Machine = { readonly name: string; readonly content: string };

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const elements = (name: string, row: Readonly<Record<string, string | number>>) =>
  `<${name}>${Object.entries(row)
    .map(([tag, value]) => `<${tag}>${escaped(String(value))}</${tag}>`)
    .join('')}</${name}>`;

/** An INVENTORY message of an OCS agent. */
export function inventoryXml({ name, content }: Machine): string {
  return `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT>${content}</CONTENT><DEVICEID>${name}-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
}

/** A machine whose content depends on its number alone. */
export function machine(i: number): Machine {
  const name = `pc-${i}`;
  const pick = <T>(list: readonly T[], by: number) => list[(i * by) % list.length] as T; // safe: the list is not empty
  const parts = [
    elements('HARDWARE', {
      NAME: name,
      UUID: `4C4C4544-0048-3410-8050-${String(i).padStart(12, '0')}`,
      MEMORY: pick([512, 2048, 4096, 8192], 1),
      USERID: pick(['anna', 'Boris', 'o\'hara "x"', 'zoé', '100%_\\'], 3),
      OSNAME: pick(['Debian GNU/Linux 12', 'Microsoft Windows 11 Pro', 'Ubuntu 24.04'], 1),
      OSVERSION: pick(['12', '10.0.22631', '24.04'], 1),
      ...(i % 4 === 0 ? {} : { WORKGROUP: pick(['office', 'LAB'], 1) }),
    }),
    elements('BIOS', {
      SMANUFACTURER: pick(['Dell Inc.', 'LENOVO'], 1),
      SMODEL: pick(['Latitude 7440', 'T14'], 1),
      SSN: `SN${1000 + i}`,
      BDATE: pick(['2023-05-01', '2024-11-20', '2019-01-31'], 2),
    }),
    elements('NETWORKS', {
      DESCRIPTION: 'eth0',
      MACADDR: `00:16:3e:00:00:${String(10 + i)}`,
      IPADDRESS: `192.0.2.${i + 1}`,
      STATUS: 'Up',
    }),
  ];
  for (let n = 0; n < i % 4; n += 1) {
    parts.push(
      elements('SOFTWARES', {
        NAME: pick(['Firefox', 'bash', 'LibreOffice', 'curl'], n + 1),
        VERSION: pick(['1.0', '115.2', '2.10', '128.0'], n + 2),
        ...(n % 2 === 0 ? { PUBLISHER: pick(['Mozilla', 'GNU'], n + 1) } : {}),
        ...(n === 1 ? {} : { INSTALLDATE: pick(['2026-11-01 08:00:00', '2025-01-15 12:30:00'], n + 1) }),
      }),
      elements('DRIVES', { TYPE: `/mnt/${n}`, TOTAL: 1000 * (n + i), FREE: 10 * (n + i), FILESYSTEM: 'ext4' }),
    );
  }
  if (i % 3 === 0) parts.push(elements('MODEMS', { NAME: 'modem', IMEI: '350000000000001' }));
  return { name, content: parts.join('') };
}

/** Sends an inventory as an agent does. */
export async function report({ app }: TestApp, given: Machine): Promise<void> {
  const reply = await app.inject({ method: 'POST', url: '/ocsinventory', payload: inventoryXml(given) });
  if (reply.statusCode !== 200) throw new Error(`The inventory of ${given.name} was answered ${reply.statusCode}`);
}

/** Reads every machine back, decoded. */
export async function readFleet(server: TestApp): Promise<SampleAsset[]> {
  const get = async (path: string) =>
    (await server.app.inject({ url: `/api/v1${path}`, headers: { authorization: server.authorization } })).json();
  const { items } = await get('/assets?limit=500');
  const fleet: SampleAsset[] = [];
  for (const summary of items) {
    const { sections } = await get(`/assets/${summary.id}`);
    const rows: Record<string, Row[]> = {};
    for (const { name } of sections) {
      rows[name] = (await get(`/assets/${summary.id}/sections/${name}?limit=500`)).items;
    }
    fleet.push({ id: summary.id, summary, sections: rows });
  }
  return fleet;
}
