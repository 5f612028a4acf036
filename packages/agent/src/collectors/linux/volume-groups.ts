import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { type BtrfsVolume, readBtrfs } from '../../linux/btrfs.ts';
import { askLvm, formatLvmUuid, parseVgs, readLvmDevices, splitMapperName, VGS_COLUMNS } from '../../linux/lvm.ts';
import { readPoolDevices, readPools, toPoolGroup } from '../../linux/zfs.ts';

type Group = Found<'volumeGroups'>;

/** Volume groups of LVM, pools of ZFS, and btrfs of several devices. */
export const linuxVolumeGroups = defineCollector({
  name: 'linux/volume-groups',
  section: sections.volumeGroups,
  platforms: ['linux'],
  async collect(host) {
    const [told, mapped, pools, poolDevices, btrfs] = await Promise.all([
      askLvm(host, 'vgs', VGS_COLUMNS),
      readLvmDevices(host),
      readPools(host),
      readPoolDevices(host),
      readBtrfs(host),
    ]);
    const rows: Group[] = [
      ...(told === null ? fromMapper(mapped) : parseVgs(told)),
      ...pools.map((pool) => toPoolGroup(pool, poolDevices)),
      ...btrfs.filter(({ devices }) => devices.length > 1).map(fromBtrfs),
    ];
    return rows.length === 0 ? null : rows;
  },
});

/** What an ordinary user sees: names and numbers, no sizes. */
function fromMapper(devices: readonly { readonly name: string; readonly uuid: string }[]): Group[] {
  const groups = Map.groupBy(devices, ({ uuid }) => uuid.slice(0, 32));
  return [...groups].map(([uuid, found]) => ({
    name: splitMapperName(found[0]?.name ?? '')[0],
    uuid: formatLvmUuid(uuid),
    logicalCount: found.length,
  }));
}

function fromBtrfs({ uuid, label, devices, usedBytes }: BtrfsVolume): Group {
  const sizeBytes = devices.reduce((sum, device) => sum + device.sizeBytes, 0);
  return {
    name: label ?? uuid,
    uuid,
    size: Math.floor(sizeBytes / 1e6),
    free: Math.max(0, Math.floor((sizeBytes - usedBytes) / 1e6)),
    physicalCount: devices.length,
    attributes: 'btrfs',
  };
}
