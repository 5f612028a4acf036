import { defineSection, integer, text } from '../define-section.ts';

/** Disk images of virtual machines. Source: `virtualmachines[].drives` of GLPI agents on Hyper-V hosts. */
export const virtualMachineDrives = defineSection({
  name: 'virtualMachineDrives',
  label: 'Disks of virtual machines',
  description: 'Disk images of the virtual machines this computer hosts.',
  group: 'virtual',
  rows: 'many',
  parent: 'virtualMachines',
  wire: { xml: 'DRIVES', json: 'drives' },
  identity: ['path'],
  columns: {
    path: text('Path', 'File or device that holds the disk.', { xml: 'VOLUMN', search: true, listed: true }),
    total: integer('Size', 'Size of the disk.', { xml: 'TOTAL', unit: 'MiB', reads: 'mebibytes', listed: true }),
    free: integer('Free', 'Free space on the disk.', {
      xml: 'FREE',
      unit: 'MiB',
      reads: 'mebibytes',
      volatile: true,
      listed: true,
    }),
    type: text('Type', 'Kind of disk.', { xml: 'TYPE' }),
    fileSystem: text('File system', 'File system name.', { xml: 'FILESYSTEM' }),
    label: text('Label', 'Name given to the volume.', { xml: 'LABEL' }),
  },
});
