import { defineSection, text } from '../define-section.ts';

/** Sound devices. Source: `SOUNDS`, `sounds`; on Unix the description is the revision. */
export const sounds = defineSection({
  name: 'sounds',
  label: 'Sound devices',
  description: 'Sound devices.',
  group: 'devices',
  rows: 'many',
  wire: { xml: 'SOUNDS', json: 'sounds' },
  identity: ['name', 'manufacturer'],
  checksumBit: 16_384,
  columns: {
    name: text('Name', 'Name of the device.', { xml: 'NAME', search: true, listed: true }),
    manufacturer: text('Manufacturer', 'Who made it.', { xml: 'MANUFACTURER', search: true, listed: true }),
    caption: text('Caption', 'Model of the device.', { xml: 'CAPTION' }),
    description: text('Description', 'What the system says of it; on Unix its revision.', {
      xml: 'DESCRIPTION',
      listed: true,
    }),
  },
});
