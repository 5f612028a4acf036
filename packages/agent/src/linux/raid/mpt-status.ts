import type { Found } from '../../define-collector.ts';
import { type Host, once } from '../../host/host.ts';
import { boundText } from '../bounded-text.ts';
import { splitModel } from '../disk-models.ts';
import { askSmartctl } from '../smartctl.ts';

/** Disks behind LSI Fusion MPT controllers, each asked for its own number through its generic device. */
export function readMptDisks(host: Host): Promise<Found<'storages'>[]> {
  return once(host, 'mpt disks', async () => {
    const ids = await host.run('mpt-status', ['-p']);
    if (ids === null) return [];
    const [, id = '0'] = /Found SCSI id=(\d+)/.exec(ids) ?? [];
    const found = parseMptStatus((await host.run('mpt-status', ['-n', '-i', id])) ?? '');
    return Promise.all(
      found.map(async ({ device, ...disk }) => ({ ...disk, ...(await askSmartctl(host, device))?.identity })),
    );
  });
}

export type GenericDisk = Found<'storages'> & { readonly device: string };

/** Disks of `mpt-status -n`; sizes are GiB. */
export function parseMptStatus(text: string): GenericDisk[] {
  const pattern = /^ioc:\d+ phys_id:(\d+) .*?vendor:(.{8}) product_id:(.{16}) revision:(\S+)\s+size\(GB\):(\d+)/gm;
  return [...boundText(text).matchAll(pattern)].map(([, id = '', , product = '', firmware = '', size = '']) => ({
    device: `/dev/sg${id}`,
    ...splitModel(product),
    firmware,
    size: Math.floor((Number(size) * 1024 ** 3) / 1e6),
    type: 'disk',
  }));
}
