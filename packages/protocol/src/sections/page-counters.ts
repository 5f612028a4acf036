import { defineSection, integer } from '../define-section.ts';

/** Counters of a printer. Source: `DEVICE/PAGECOUNTERS`, `pagecounters`. */
export const pageCounters = defineSection({
  name: 'pageCounters',
  label: 'Page counters',
  description: 'How many pages the printer has printed, copied and scanned.',
  group: 'devices',
  rows: 'one',
  wire: { device: 'PAGECOUNTERS', json: 'pagecounters' },
  identity: [],
  columns: {
    total: integer('Total', 'All pages.', { xml: 'TOTAL', volatile: true, search: true, listed: true }),
    black: integer('Black', 'Pages in black.', { xml: 'BLACK', volatile: true, listed: true }),
    color: integer('Colour', 'Pages in colour.', { xml: 'COLOR', volatile: true, listed: true }),
    duplex: integer('Duplex', 'Sheets printed on both sides.', { xml: 'DUPLEX', volatile: true }),
    rectoVerso: integer('Recto verso', 'Pages printed on both sides, by the count of other makers.', {
      xml: 'RECTOVERSO',
      volatile: true,
    }),
    scanned: integer('Scanned', 'Pages scanned.', { xml: 'SCANNED', volatile: true, listed: true }),
    printTotal: integer('Printed', 'Pages printed.', { xml: 'PRINTTOTAL', volatile: true, listed: true }),
    printBlack: integer('Printed in black', 'Pages printed in black.', { xml: 'PRINTBLACK', volatile: true }),
    printColor: integer('Printed in colour', 'Pages printed in colour.', { xml: 'PRINTCOLOR', volatile: true }),
    copyTotal: integer('Copied', 'Pages copied.', { xml: 'COPYTOTAL', volatile: true, listed: true }),
    copyBlack: integer('Copied in black', 'Pages copied in black.', { xml: 'COPYBLACK', volatile: true }),
    copyColor: integer('Copied in colour', 'Pages copied in colour.', { xml: 'COPYCOLOR', volatile: true }),
    copyBlackA3: integer('Copied in black, A3', 'A3 pages copied in black.', { xml: 'COPYBLACK_A3', volatile: true }),
    copyColorA3: integer('Copied in colour, A3', 'A3 pages copied in colour.', { xml: 'COPYCOLOR_A3', volatile: true }),
    faxTotal: integer('Faxed', 'Pages faxed.', { xml: 'FAXTOTAL', volatile: true, listed: true }),
  },
});
