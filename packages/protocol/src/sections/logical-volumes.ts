import { defineSection, integer, text } from '../define-section.ts';

/** Logical volumes (LVM). Source: `LOGICAL_VOLUMES`, `logical_volumes`. Sizes are 10⁶ bytes (`lvs --units m`). */
export const logicalVolumes = defineSection({
  name: 'logicalVolumes',
  label: 'Logical volumes',
  description: 'Logical volumes of the volume groups.',
  group: 'storage',
  rows: 'many',
  wire: { xml: 'LOGICAL_VOLUMES', json: 'logical_volumes' },
  identity: ['uuid', 'name'],
  columns: {
    name: text('Name', 'Name of the volume.', { xml: 'LV_NAME', jsonRequired: true, search: true, listed: true }),
    size: integer('Size', 'Its size in millions of bytes.', {
      xml: 'SIZE',
      jsonRequired: true,
      unit: 'MB',
      search: true,
      listed: true,
    }),
    attributes: text('Attributes', 'Letters that LVM prints for its state.', { xml: 'ATTR', listed: true }),
    segmentCount: integer('Segments', 'Number of its segments.', { xml: 'SEG_COUNT', listed: true }),
    uuid: text('UUID', 'Identifier of the volume.', { xml: 'LV_UUID', jsonRequired: true, search: true }),
    groupName: text('Volume group', 'Name of its volume group.', { xml: 'VG_NAME', search: true, listed: true }),
    groupUuid: text('UUID of the volume group', 'Identifier of its volume group.', { xml: 'VG_UUID' }),
  },
});
