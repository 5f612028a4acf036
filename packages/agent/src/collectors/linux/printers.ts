import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { readPrinters } from '../../linux/cups.ts';

/** Printers of CUPS. */
export const linuxPrinters = defineCollector({
  name: 'linux/printers',
  section: sections.printers,
  platforms: ['linux'],
  async collect(host) {
    const found = await readPrinters(host);
    return found.length === 0 ? null : found;
  },
});
