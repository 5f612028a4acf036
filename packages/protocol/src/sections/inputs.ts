import { defineSection, text } from '../define-section.ts';

/** Keyboards, mice and other input devices. Source: `INPUTS`, `inputs`; agents of OCS write `POINTTYPE`. */
export const inputs = defineSection({
  name: 'inputs',
  label: 'Input devices',
  description: 'Keyboards, mice and other input devices.',
  group: 'devices',
  rows: 'many',
  wire: { xml: 'INPUTS', json: 'inputs' },
  identity: ['caption', 'description', 'type'],
  checksumBit: 1_024,
  columns: {
    type: text('Type', 'Keyboard, Pointing…', { xml: 'TYPE', search: true, listed: true }),
    caption: text('Caption', 'Model of the device.', { xml: 'CAPTION', search: true, listed: true }),
    name: text('Name', 'Name the system gives it.', { xml: 'NAME' }),
    description: text('Description', 'What the system says of it.', { xml: 'DESCRIPTION', listed: true }),
    manufacturer: text('Manufacturer', 'Who made it.', { xml: 'MANUFACTURER', search: true, listed: true }),
    interface: text('Interface', 'USB, PS/2…', { xml: 'INTERFACE', listed: true }),
    layout: text('Layout', 'Number of the keyboard layout; Windows only.', { xml: 'LAYOUT' }),
    pointingType: text('Pointing type', 'Number of the kind of pointing device; Windows only.', {
      xml: ['POINTINGTYPE', 'POINTTYPE'],
      ocs: ['POINTTYPE', 'POINTINGTYPE'],
      json: ['pointingtype', 'pointtype'],
    }),
  },
});
