import { defineSection, integer, real, text } from '../define-section.ts';

/** Volume groups (LVM). Source: `VOLUME_GROUPS`, `volume_groups`. Sizes are 10⁶ bytes; an extent of 4 MiB is 4.19. */
export const volumeGroups = defineSection({
  name: 'volumeGroups',
  label: 'Volume groups',
  description: 'Groups of physical volumes that logical volumes are cut from.',
  group: 'storage',
  rows: 'many',
  wire: { xml: 'VOLUME_GROUPS', json: 'volume_groups' },
  identity: ['uuid', 'name'],
  columns: {
    name: text('Name', 'Name of the group.', { xml: 'VG_NAME', jsonRequired: true, search: true, listed: true }),
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
    physicalCount: integer('Physical volumes', 'Number of its physical volumes.', {
      xml: 'PV_COUNT',
      jsonRequired: true,
      listed: true,
    }),
    logicalCount: integer('Logical volumes', 'Number of its logical volumes.', {
      xml: 'LV_COUNT',
      jsonRequired: true,
      listed: true,
    }),
    extentSize: real('Extent size', 'Size of an extent in millions of bytes.', {
      xml: 'VG_EXTENT_SIZE',
      jsonRequired: true,
      jsonAs: 'string',
      unit: 'MB',
    }),
    attributes: text('Attributes', 'Letters that LVM prints for its state.', { xml: 'ATTR', listed: true }),
    uuid: text('UUID', 'Identifier of the group.', { xml: 'VG_UUID', jsonRequired: true, search: true }),
  },
});
