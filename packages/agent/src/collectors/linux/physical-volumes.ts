import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { readBtrfs } from '../../linux/btrfs.ts';
import { askLvm, PVS_COLUMNS, parsePvs } from '../../linux/lvm.ts';
import { readPoolDevices, readPools } from '../../linux/zfs.ts';

/** Disks and partitions that LVM, ZFS, or a btrfs of several devices use. */
export const linuxPhysicalVolumes = defineCollector({
  name: 'linux/physical-volumes',
  section: sections.physicalVolumes,
  platforms: ['linux'],
  async collect(host) {
    const [lvm, pools, poolDevices, btrfs] = await Promise.all([
      askLvm(host, 'pvs', PVS_COLUMNS),
      readPools(host),
      readPoolDevices(host),
      readBtrfs(host),
    ]);
    const rows: Found<'physicalVolumes'>[] = [
      ...(lvm === null ? [] : parsePvs(lvm)),
      ...poolDevices.map(({ pool, device, state }) => ({
        device,
        format: 'zfs',
        attributes: state,
        groupUuid: pools.find(({ name }) => name === pool)?.uuid ?? null,
      })),
      ...btrfs
        .filter(({ devices }) => devices.length > 1)
        .flatMap(({ uuid, devices }) =>
          devices.map(({ device, sizeBytes }) => ({
            device,
            format: 'btrfs',
            size: Math.floor(sizeBytes / 1e6),
            groupUuid: uuid,
          })),
        ),
    ];
    return rows.length === 0 ? null : rows;
  },
});
