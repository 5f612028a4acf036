import { defineSection, real, text } from '../define-section.ts';

/**
 * Disks, optical drives and other storage devices.
 *
 * Source: `STORAGES`, `storages`. Sizes are 10⁶ bytes; agents of OCS send them with decimals, hence a real number.
 * FusionInventory sends the serial number in `SERIAL` and again in `SERIALNUMBER`.
 */
export const storages = defineSection({
  name: 'storages',
  label: 'Storage devices',
  description: 'Disks, optical drives and other storage devices.',
  group: 'storage',
  rows: 'many',
  wire: { xml: 'STORAGES', json: 'storages', device: 'STORAGES' },
  identity: ['name', 'serial'],
  checksumBit: 256,
  columns: {
    name: text('Name', 'Name the system gives it.', { xml: 'NAME', search: true, listed: true }),
    manufacturer: text('Manufacturer', 'Who made it.', { xml: 'MANUFACTURER', search: true, listed: true }),
    model: text('Model', 'Model of the device.', { xml: 'MODEL', search: true, listed: true }),
    description: text('Description', 'Bus, or what the system says of it.', { xml: 'DESCRIPTION', listed: true }),
    type: text('Type', 'Kind of device: disk, cdrom…', { xml: 'TYPE', search: true, listed: true }),
    interface: text('Interface', 'SATA, SAS, USB, NVMe…', { xml: 'INTERFACE', search: true, listed: true }),
    size: real('Size', 'Capacity in millions of bytes.', {
      xml: 'DISKSIZE',
      unit: 'MB',
      jsonAs: 'integer',
      search: true,
      listed: true,
    }),
    serial: text('Serial number', 'Its serial number.', {
      xml: ['SERIAL', 'SERIALNUMBER'],
      ocs: ['SERIALNUMBER', 'SERIAL'],
      search: true,
      listed: true,
    }),
    firmware: text('Firmware', 'Version of its firmware.', { xml: 'FIRMWARE', search: true, listed: true }),
    wwn: text('WWN', 'World wide name.', { xml: 'WWN', search: true }),
    health: text(
      'Health',
      'What the device says of its own state (SMART), or the state of an array: PASSED, FAILED, degraded…',
      {
        xml: 'HEALTH',
        search: true,
        listed: true,
      },
    ),
    scsiController: text('SCSI controller', 'Number of its SCSI controller.', { xml: 'SCSI_COID' }),
    scsiChannel: text('SCSI channel', 'Number of its SCSI channel.', { xml: 'SCSI_CHID' }),
    scsiUnit: text('SCSI unit', 'Number of its SCSI unit.', { xml: 'SCSI_UNID' }),
    scsiLun: text('SCSI LUN', 'Number of its SCSI logical unit.', { xml: 'SCSI_LUN' }),
    encryptionName: text('Encryption', 'Program that encrypts it.', { xml: 'ENCRYPT_NAME' }),
    encryptionAlgorithm: text('Cipher', 'Algorithm that encrypts it.', { xml: 'ENCRYPT_ALGO' }),
    encryptionStatus: text('Encrypted', 'Yes, No or Partially.', { xml: 'ENCRYPT_STATUS', search: true }),
    encryptionType: text('Encryption type', 'Kind of encryption.', { xml: 'ENCRYPT_TYPE' }),
  },
});
