import { defineSection, integer, text } from '../define-section.ts';

/** Disks and partitions that LVM uses. Source: `PHYSICAL_VOLUMES`, `physical_volumes`. Sizes are 10⁶ bytes. */
export const physicalVolumes = defineSection({
  name: 'physicalVolumes',
  label: 'Physical volumes',
  description: 'Disks and partitions that logical volumes lie on.',
  group: 'storage',
  rows: 'many',
  wire: { xml: 'PHYSICAL_VOLUMES', json: 'physical_volumes' },
  identity: ['uuid', 'device'],
  columns: {
    device: text('Device', 'Disk or partition.', { xml: 'DEVICE', jsonRequired: true, search: true, listed: true }),
    name: text('Name', 'Name of the volume; some systems only.', { xml: 'PV_NAME' }),
    format: text('Format', 'Format of its metadata.', { xml: 'FORMAT', jsonRequired: true, listed: true }),
    size: integer('Size', 'Its size in millions of bytes.', {
      xml: 'SIZE',
      jsonRequired: true,
      unit: 'MB',
      search: true,
      listed: true,
    }),
    free: integer('Free', 'What no volume uses yet, in millions of bytes.', {
      xml: 'FREE',
      jsonRequired: true,
      unit: 'MB',
      search: true,
      listed: true,
    }),
    attributes: text('Attributes', 'Letters that LVM prints for its state.', { xml: 'ATTR', listed: true }),
    extentSize: integer('Extent size', 'Size of an extent in millions of bytes, rounded by the agent.', {
      xml: 'PE_SIZE',
      unit: 'MB',
    }),
    extentCount: integer('Extents', 'Number of its extents.', { xml: 'PV_PE_COUNT', jsonRequired: true }),
    uuid: text('UUID', 'Identifier of the volume.', { xml: 'PV_UUID', jsonRequired: true, search: true }),
    groupUuid: text('UUID of the volume group', 'Identifier of its volume group.', { xml: 'VG_UUID' }),
  },
});
