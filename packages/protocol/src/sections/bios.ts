import { date, defineSection, text } from '../define-section.ts';

/**
 * Identity of the machine as its firmware tells it (SMBIOS).
 *
 * Source: `BIOS`, `bios`. The prefixes on the wire are S (system), B (BIOS) and M (mother board). `BDATE` is
 * MM/DD/YYYY in XML, as DMI writes it.
 */
export const bios = defineSection({
  name: 'bios',
  label: 'Firmware and chassis',
  description: 'Maker, model and serial numbers as the firmware tells them.',
  group: 'system',
  rows: 'one',
  wire: { xml: 'BIOS', json: 'bios' },
  identity: [],
  checksumBit: 2,
  columns: {
    systemManufacturer: text('Manufacturer', 'Who made the machine.', {
      xml: 'SMANUFACTURER',
      search: true,
      listed: true,
    }),
    systemModel: text('Model', 'Model of the machine.', { xml: 'SMODEL', search: true, listed: true }),
    systemSerial: text('Serial number', 'Serial number of the machine.', { xml: 'SSN', search: true, listed: true }),
    sku: text('SKU', 'Product number of its manufacturer.', { xml: 'SKUNUMBER', search: true }),
    type: text('Chassis', 'Type of the chassis.', { xml: 'TYPE', search: true, listed: true }),
    assetTag: text('Asset tag', 'Asset tag written into the firmware.', {
      xml: 'ASSETTAG',
      search: true,
      listed: true,
    }),
    enclosureSerial: text('Chassis serial number', 'Serial number of the chassis.', {
      xml: 'ENCLOSURESERIAL',
      search: true,
    }),
    boardManufacturer: text('Board manufacturer', 'Who made the mother board.', { xml: 'MMANUFACTURER', search: true }),
    boardModel: text('Board model', 'Model of the mother board.', { xml: 'MMODEL', search: true }),
    boardSerial: text('Board serial number', 'Serial number of the mother board.', { xml: 'MSN', search: true }),
    biosManufacturer: text('BIOS manufacturer', 'Who made the BIOS or UEFI firmware.', {
      xml: 'BMANUFACTURER',
      search: true,
    }),
    biosVersion: text('BIOS version', 'Version of the firmware.', {
      version: true,
      xml: 'BVERSION',
      search: true,
      listed: true,
    }),
    biosDate: date('BIOS date', 'Date of the firmware.', { xml: 'BDATE', monthFirst: 'always', search: true }),
    biosSerial: text('BIOS serial number', 'Serial number of the firmware.', { xml: 'BIOSSERIAL' }),
    secureBoot: text('Secure boot', 'Whether only signed systems start: enabled, disabled or unsupported.', {
      xml: 'SECURE_BOOT',
      letters: 'lower',
      jsonPattern: '^(enabled|disabled|unsupported)$',
      search: true,
    }),
  },
});
