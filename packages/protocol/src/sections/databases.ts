import { datetime, defineSection, flag, integer, text } from '../define-section.ts';

/** The databases of a database server. Source: `databases_services[].databases` of the GLPI JSON inventory. */
export const databases = defineSection({
  name: 'databases',
  label: 'Databases',
  description: 'Databases of the database servers.',
  group: 'software',
  rows: 'many',
  parent: 'databasesServices',
  wire: { xml: 'DATABASES', json: 'databases' },
  identity: ['name'],
  columns: {
    name: text('Name', 'Name of the database.', { xml: 'NAME', jsonRequired: true, search: true, listed: true }),
    size: integer('Size', 'Its size.', { xml: 'SIZE', unit: 'MiB', volatile: true, listed: true }),
    active: flag('Active', 'It is open.', { xml: 'IS_ACTIVE', listed: true }),
    onBackup: flag('Backed up', 'It is part of a backup.', { xml: 'IS_ONBACKUP' }),
    createdAt: datetime('Created at', 'When it was created.', { xml: 'CREATION_DATE', listed: true }),
    updatedAt: datetime('Updated at', 'When it was last written to.', {
      xml: 'UPDATE_DATE',
      volatile: true,
      listed: true,
    }),
    backedUpAt: datetime('Backed up at', 'When it was last backed up.', { xml: 'LAST_BACKUP_DATE', volatile: true }),
  },
});
