import { defineSection, integer, text } from '../define-section.ts';

/** Graphics adapters. Source: `VIDEOS`, `videos`. */
export const videos = defineSection({
  name: 'videos',
  label: 'Graphics adapters',
  description: 'Graphics adapters.',
  group: 'devices',
  rows: 'many',
  wire: { xml: 'VIDEOS', json: 'videos' },
  identity: ['name', 'chipset', 'pciSlot'],
  checksumBit: 32_768,
  columns: {
    name: text('Name', 'Name of the adapter.', { xml: 'NAME', search: true, listed: true }),
    chipset: text('Chipset', 'Chip of the adapter.', { xml: 'CHIPSET', search: true, listed: true }),
    memory: integer('Memory', 'Memory of the adapter.', {
      xml: 'MEMORY',
      unit: 'MiB',
      reads: 'mebibytes',
      search: true,
      listed: true,
    }),
    resolution: text('Resolution', 'Pixels across and down.', { xml: 'RESOLUTION', listed: true }),
    speed: text('Speed', 'Clock or bus speed, as the driver prints it.', { xml: 'SPEED' }),
    driverVersion: text('Driver version', 'Version of its driver.', { version: true, xml: 'DRVVERSION', search: true }),
    firmware: text('Video BIOS', 'Version of its firmware.', { xml: 'VBIOS' }),
    uuid: text('UUID', 'Identifier its maker gives it.', { xml: 'UUID' }),
    pciSlot: text('PCI slot', 'Place on the bus.', { xml: 'PCISLOT', listed: true }),
    pciId: text('PCI id', 'Numbers of vendor and product.', { xml: 'PCIID' }),
  },
});
