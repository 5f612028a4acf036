import { defineSection, flag, text } from '../define-section.ts';

/** Printers the computer knows. Source: `PRINTERS`, `printers`. */
export const printers = defineSection({
  name: 'printers',
  label: 'Printers',
  description: 'Printers the computer knows.',
  group: 'devices',
  rows: 'many',
  wire: { xml: 'PRINTERS', json: 'printers' },
  identity: ['name'],
  checksumBit: 8_192,
  columns: {
    name: text('Name', 'Name of the printer.', { xml: 'NAME', jsonRequired: true, search: true, listed: true }),
    driver: text('Driver', 'Driver that prints on it.', { xml: 'DRIVER', search: true, listed: true }),
    port: text('Port', 'Port or address it is reached at.', { xml: 'PORT', search: true, listed: true }),
    description: text('Description', 'What the system says of it.', { xml: 'DESCRIPTION', listed: true }),
    serial: text('Serial number', 'Its serial number.', { xml: 'SERIAL', search: true, listed: true }),
    status: text('Status', 'What it is doing: Idle, Printing…', { xml: 'STATUS', volatile: true }),
    errorStatus: text('Error', 'What is wrong with it.', { xml: 'ERRSTATUS', volatile: true }),
    network: flag('Network', 'It is on the network.', { xml: 'NETWORK' }),
    shared: flag('Shared', 'Other computers may print on it.', { xml: 'SHARED', search: true }),
    shareName: text('Share name', 'Name other computers see.', { xml: 'SHARENAME' }),
    serverName: text('Server', 'Server that shares it.', { xml: 'SERVERNAME', search: true }),
    resolution: text('Resolution', 'Dots per inch, across and down.', { xml: 'RESOLUTION' }),
    printProcessor: text('Print processor', 'Program that prepares pages; Windows only.', { xml: 'PRINTPROCESSOR' }),
    comment: text('Comment', 'What somebody wrote about it.', { xml: 'COMMENT' }),
  },
});
