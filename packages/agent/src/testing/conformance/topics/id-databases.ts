import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDeviceNames } from '../../../linux/device-names.ts';
import { findPnpMaker } from '../../../linux/pnp-ids.ts';
import { corpusFolder, hasCorpus } from '../../corpus.ts';
import { type Topic, whole } from '../conformance.ts';

const read = (file: string) => (hasCorpus ? readFileSync(join(corpusFolder, 'id-databases', file)) : Buffer.alloc(0));

export const pciIds = read('pci.ids');
export const usbIds = read('usb.ids');

/** The list of makers in the layout of systems: three letters, a tab, the name. */
export const pnpIds = read('edid.ids')
  .toString()
  .replace(/^(\w{3}) __ /gm, '$1\t');

const pci = parseDeviceNames(pciIds);
const usb = parseDeviceNames(usbIds);

const NETWORK = 'devices on the network are not read yet';

export const idDatabases: Topic = {
  topic: 'id-databases',
  checks: {
    pci: whole(({ input }) => {
      const [vendor = '', device, subVendor, subDevice] = String(input).split(':');
      return {
        vendor: pci.vendor(vendor),
        device: device === undefined ? null : pci.device(vendor, device),
        subsystem:
          device === undefined || subVendor === undefined || subDevice === undefined
            ? null
            : pci.subsystem(vendor, device, subVendor, subDevice),
      };
    }),
    usb: whole(({ input }) => {
      const [vendor = '', device] = String(input).split(':');
      return { vendor: usb.vendor(vendor), device: device === undefined ? null : usb.device(vendor, device) };
    }),
    edid: whole(({ input }) => findPnpMaker(pnpIds, String(input))),
  },
  notRead: { sysobject: NETWORK, 'sysobject-partial-match': NETWORK },
};
