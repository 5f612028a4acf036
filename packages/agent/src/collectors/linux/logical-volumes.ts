import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { askLvm, formatLvmUuid, LVS_COLUMNS, parseLvs, readLvmDevices, splitMapperName } from '../../linux/lvm.ts';

/** Logical volumes of LVM; for an ordinary user those that the kernel maps. */
export const linuxLogicalVolumes = defineCollector({
  name: 'linux/logical-volumes',
  section: sections.logicalVolumes,
  platforms: ['linux'],
  async collect(host) {
    const [told, mapped] = await Promise.all([askLvm(host, 'lvs', LVS_COLUMNS), readLvmDevices(host)]);
    const groups = new Map(
      mapped.map(({ name, uuid }) => [formatLvmUuid(uuid.slice(0, 32)), splitMapperName(name)[0]] as const),
    );
    const rows: Found<'logicalVolumes'>[] =
      told === null
        ? mapped.map(({ name, uuid, sizeBytes }) => ({
            name: splitMapperName(name)[1],
            uuid: formatLvmUuid(uuid.slice(32)),
            groupUuid: formatLvmUuid(uuid.slice(0, 32)),
            size: Math.floor(sizeBytes / 1e6),
          }))
        : parseLvs(told);
    if (rows.length === 0) return null;
    return rows.map((row) => ({ ...row, groupName: groups.get(row.groupUuid ?? '') ?? null }));
  },
});
