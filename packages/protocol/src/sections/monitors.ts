import { defineSection, text } from '../define-section.ts';

/** Screens. Source: `MONITORS`, `monitors`; the description is the week and year of manufacture from EDID. */
export const monitors = defineSection({
  name: 'monitors',
  label: 'Monitors',
  description: 'Screens that are plugged in.',
  group: 'devices',
  rows: 'many',
  wire: { xml: 'MONITORS', json: 'monitors' },
  identity: ['serial', 'caption', 'manufacturer', 'port'],
  checksumBit: 64,
  columns: {
    caption: text('Model', 'Model of the screen.', { xml: 'CAPTION', search: true, listed: true }),
    manufacturer: text('Manufacturer', 'Who made it.', { xml: 'MANUFACTURER', search: true, listed: true }),
    serial: text('Serial number', 'Its serial number.', { xml: 'SERIAL', search: true, listed: true }),
    alternateSerial: text('Other serial number', 'Serial number in the other of the two forms of EDID.', {
      xml: 'ALTSERIAL',
      search: true,
    }),
    description: text('Made in', 'Week and year of manufacture.', { xml: 'DESCRIPTION', listed: true }),
    name: text('Name', 'Name the system gives it.', { xml: 'NAME' }),
    type: text('Type', 'Kind of screen.', { xml: 'TYPE' }),
    port: text('Port', 'Connector it is plugged into.', { xml: 'PORT', listed: true }),
    edid: text('EDID', 'Identification block of the screen, in base64.', { xml: 'BASE64' }),
    uuencodedEdid: text('EDID, uuencoded', 'Identification block of the screen, uuencoded.', { xml: 'UUENCODE' }),
  },
});
