import { defineSection, text, texts } from '../define-section.ts';

/** Groups of the machine. Source: `LOCAL_GROUPS`, `local_groups`; FusionInventory repeats `MEMBER`. */
export const localGroups = defineSection({
  name: 'localGroups',
  label: 'Local groups',
  description: 'Groups of the machine itself.',
  group: 'users',
  rows: 'many',
  wire: { xml: 'LOCAL_GROUPS', json: 'local_groups' },
  identity: ['name', 'groupId'],
  columns: {
    name: text('Name', 'Name of the group.', { xml: 'NAME', jsonRequired: true, search: true, listed: true }),
    groupId: text('Group id', 'Number or SID of the group.', {
      xml: ['ID', 'ID_GROUP'],
      ocs: ['ID_GROUP', 'ID'],
      json: ['id', 'id_group'],
      jsonRequired: true,
      search: true,
      listed: true,
    }),
    members: texts('Members', 'Logins of its members.', {
      xml: 'MEMBER',
      json: ['members', 'member'],
      search: true,
      listed: true,
    }),
  },
});
