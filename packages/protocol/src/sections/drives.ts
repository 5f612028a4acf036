import { date, defineSection, flag, integer, text } from '../define-section.ts';

/**
 * Mounted file systems and Windows volumes.
 *
 * Source: `DRIVES` (XML) and `drives` (JSON). Both wires misspell the device as "volumn" and put the Unix mount point in
 * "type"; the right names begin here. Sizes are called MB on the wire, but agents divide bytes by 1024², hence MiB.
 */
export const drives = defineSection({
  name: 'drives',
  label: 'Drives',
  description: 'Mounted file systems and volumes.',
  group: 'storage',
  rows: 'many',
  wire: { xml: 'DRIVES', json: 'drives' },
  identity: ['mountPoint', 'letter', 'device'],
  checksumBit: 512,
  columns: {
    letter: text('Letter', 'Drive letter with its colon; Windows only.', { xml: 'LETTER', search: true, listed: true }),
    mountPoint: text('Mounted on', 'Where it is mounted; on Windows the kind of drive.', {
      xml: 'TYPE',
      search: true,
      listed: true,
    }),
    device: text('Device', 'Device, or host:/path of a network mount.', { xml: 'VOLUMN', listed: true }),
    fileSystem: text('File system', 'File system name.', { xml: 'FILESYSTEM', search: true, listed: true }),
    label: text('Label', 'Name given to the volume.', { xml: 'LABEL', listed: true }),
    total: integer('Size', 'Size of the file system.', { xml: 'TOTAL', unit: 'MiB', listed: true, reads: 'mebibytes' }),
    free: integer('Free', 'Free space.', {
      xml: 'FREE',
      unit: 'MiB',
      search: true,
      listed: true,
      volatile: true,
      reads: 'mebibytes',
    }),
    serial: text('Serial number', 'Serial number or UUID of the file system.', { xml: 'SERIAL' }),
    systemDrive: flag('System drive', 'The operating system is on it.', { xml: 'SYSTEMDRIVE' }),
    createdOn: date('Created on', 'When the file system was created.', { xml: 'CREATEDATE' }),
    fileCount: integer('Files', 'Number of files.', { xml: 'NUMFILES', json: null, volatile: true }),
    description: text('Description', 'What the system says of it.', { xml: 'DESCRIPTION' }),
    encryptionName: text('Encryption', 'Program that encrypts it.', { xml: 'ENCRYPT_NAME' }),
    encryptionAlgorithm: text('Cipher', 'Algorithm that encrypts it.', { xml: 'ENCRYPT_ALGO' }),
    encryptionStatus: text('Encrypted', 'Yes, No or Partially.', { xml: 'ENCRYPT_STATUS' }),
    encryptionType: text('Encryption type', 'Kind of encryption.', { xml: 'ENCRYPT_TYPE' }),
  },
});
