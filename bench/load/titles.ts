import { randomOf } from './random.ts';

/** A package that machines of the fleet may have installed. */
export type Title = {
  readonly name: string;
  readonly version: string;
  readonly comments: string;
  readonly publisher: string;
  readonly architecture: string;
  readonly sizeBytes: number;
};

const SYLLABLES =
  'ac al an ar bas bel bin ca cer con cor da den dex di do el en fal fer fin ga gen gra hal hy in ka kel la len lib lo ma men mi mo nar net no on or pa per pix plex qua ra ren ro sa sen si so ta ten tor u un va ver vo wa xen yo zen zi'.split(
    ' ',
  );
const KINDS = ['', '', '', 'lib', 'lib', 'python3-', 'fonts-', 'node-', 'golang-', 'perl-'];
const PARTS = ['', '', '', '-common', '-dev', '-data', '-doc', '-utils', '-bin', '-plugins', '-l10n'];
const PHRASES =
  'shared library for|command line tools of|documentation of|common files of|plug-ins for|development headers of|graphical front end of|fast and portable|simple implementation of|system service for|client of|high level interface to|transitional package for|language data of|network protocol of|image and video formats of|configuration of|secure storage for|run-time support of|text processing with'.split(
    '|',
  );

/** The titles of a fleet, commonest first. Their texts are made up, as long and as varied as those of a Debian machine. */
export function createTitles(count: number): readonly Title[] {
  const random = randomOf('titles');
  const word = () => Array.from({ length: 2 + random.below(3) }, () => random.pick(SYLLABLES)).join('');
  const names = new Set<string>();
  while (names.size < count) names.add(`${random.pick(KINDS)}${word()}${random.pick(PARTS)}`);
  return [...names].map((name) => ({
    name,
    version: `${random.below(9)}.${random.below(40)}.${random.below(12)}${random.pick(['', '+dfsg', '~rc1'])}-${1 + random.below(6)}`,
    comments: Array.from({ length: 1 + random.below(2) }, () => `${random.pick(PHRASES)} ${word()} ${word()}`).join(
      ', ',
    ),
    publisher: `https://www.${random.pick(SYLLABLES)}${random.pick(SYLLABLES)}.example/${name}/`,
    architecture: random.pick(['amd64', 'amd64', 'all']),
    sizeBytes: 4_096 * (1 + random.below(5_000)),
  }));
}
