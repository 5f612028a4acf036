import { cleanText } from '../../../define-collector.ts';
import { toMask, toSubnet } from '../../../linux/addresses.ts';
import { speedInName } from '../../../linux/cpuinfo.ts';
import { findMaker } from '../../../linux/manufacturers.ts';
import { parseSize } from '../../../linux/sizes.ts';
import { type Topic, whole } from '../conformance.ts';

const textOrNull = (input: unknown) => (input === null || input === undefined ? null : String(input));

const NETWORK = 'a form of devices on the network, which are not read yet';
const NONE = 'no file or program of Linux that is read has numbers in this form';

export const canonicalValues: Topic = {
  topic: 'canonical-values',
  checks: {
    getSanitizedString: whole(({ input }) => cleanText(String(input)) ?? ''),
    trimWhitespace: whole(({ input }) => cleanText(String(input)) ?? ''),
    manufacturer: whole(({ input }) => findMaker(textOrNull(input)) ?? input),
    'prefix-length-to-mask': whole(({ input }) => toMask(Number(input))),
    'same-network': whole(({ input }) => {
      const [one = '', other = '', mask = ''] = input as readonly string[];
      const prefix = mask
        .split('.')
        .reduce((sum, byte) => sum + Number(byte).toString(2).replaceAll('0', '').length, 0);
      return toSubnet(one, prefix) === toSubnet(other, prefix);
    }),
    'size-mb-base-1000': whole(({ input }) => parseSize(textOrNull(input), 1000)),
    'size-mb-base-1024': whole(({ input }) => parseSize(textOrNull(input), 1024)),
    'speed-mhz': whole(({ input }) => speedInName(textOrNull(input))),
  },
  notRead: {
    'alternate-mac-form': NETWORK,
    'snmp-mac': NETWORK,
    'hex-to-ipv4': NONE,
    dec2hex: NONE,
    hex2char: NONE,
    hex2dec: NONE,
  },
  differences: [
    {
      parser: 'manufacturer',
      cases: ['ibm', 'lg'],
      reason: 'IBM and LG are written in capitals.',
    },
  ],
};
