import { datetime, defineSection, flag, integer, text } from '../define-section.ts';

/** Database servers that run on the machine. Source: `databases_services` of the GLPI JSON inventory; no XML form exists. */
export const databasesServices = defineSection({
  name: 'databasesServices',
  label: 'Database servers',
  description: 'Database servers that run on the machine.',
  group: 'software',
  rows: 'many',
  wire: { xml: 'DATABASES_SERVICES', json: 'databases_services' },
  identity: ['name', 'port', 'path'],
  columns: {
    name: text('Name', 'Name of the server.', { xml: 'NAME', jsonRequired: true, search: true, listed: true }),
    version: text('Version', 'Its version.', {
      version: true,
      xml: 'VERSION',
      jsonRequired: true,
      search: true,
      listed: true,
    }),
    type: text('Type', 'mysql, postgresql, mongodb…', { xml: 'TYPE', listed: true }),
    manufacturer: text('Publisher', 'Who makes it.', { xml: 'MANUFACTURER', listed: true }),
    path: text('Path', 'Where its program or data is.', { xml: 'PATH' }),
    port: integer('Port', 'Port it listens on.', { xml: 'PORT', listed: true }),
    size: integer('Size', 'Size of all its databases.', { xml: 'SIZE', unit: 'MiB', volatile: true, listed: true }),
    active: flag('Active', 'It runs.', { xml: 'IS_ACTIVE', listed: true }),
    onBackup: flag('Backed up', 'It is part of a backup.', { xml: 'IS_ONBACKUP' }),
    startedAt: datetime('Started at', 'When it was last started.', { xml: 'LAST_BOOT_DATE', volatile: true }),
    backedUpAt: datetime('Backed up at', 'When it was last backed up.', { xml: 'LAST_BACKUP_DATE', volatile: true }),
  },
});
