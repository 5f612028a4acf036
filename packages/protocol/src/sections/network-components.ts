import { defineSection, integer, text } from '../define-section.ts';
import { IP_ADDRESS } from '../json-patterns.ts';

/** Parts of a network device: chassis, modules, fans… Source: `DEVICE/COMPONENTS/COMPONENT`, `network_components`. */
export const networkComponents = defineSection({
  name: 'networkComponents',
  label: 'Components',
  description: 'Parts of the network device: chassis, modules, fans…',
  group: 'devices',
  rows: 'many',
  wire: { device: 'COMPONENTS/COMPONENT', json: 'network_components' },
  identity: ['number'],
  columns: {
    number: integer('Number', 'Number of the part in the device.', { xml: 'INDEX', json: 'index', listed: true }),
    containedIn: integer('Inside', 'Number of the part it sits in; 0 for none.', {
      xml: 'CONTAINEDININDEX',
      json: ['contained_index', 'containedinindex'],
      listed: true,
    }),
    type: text('Type', 'chassis, module, port, fan…', { xml: 'TYPE', search: true, listed: true }),
    name: text('Name', 'Name of the part.', { xml: 'NAME', search: true, listed: true }),
    description: text('Description', 'What the device says of it.', { xml: 'DESCRIPTION', listed: true }),
    manufacturer: text('Manufacturer', 'Who made it.', { xml: 'MANUFACTURER', search: true, listed: true }),
    model: text('Model', 'Model of the part.', { xml: 'MODEL', search: true, listed: true }),
    serial: text('Serial number', 'Its serial number.', { xml: 'SERIAL', search: true, listed: true }),
    firmware: text('Firmware', 'Version of its firmware.', { xml: 'FIRMWARE', search: true }),
    version: text('Version', 'Version of its software.', { version: true, xml: 'VERSION', search: true }),
    revision: text('Revision', 'Revision of the hardware.', { xml: 'REVISION' }),
    replaceable: integer('Replaceable', 'Whether it can be replaced on site: 1 yes, 2 no.', { xml: 'FRU' }),
    stackNumber: integer('Stack number', 'Number of its unit in a stack.', { xml: 'STACK_NUMBER' }),
    mac: text('MAC address', 'Hardware address.', { xml: 'MAC', letters: 'lower', search: true }),
    ip: text('IP address', 'Its address.', { xml: 'IP', jsonPattern: IP_ADDRESS, search: true }),
  },
});
