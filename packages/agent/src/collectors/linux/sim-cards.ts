import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { readMobileModems } from '../../linux/mobile-modems.ts';

/** Cards in the modems for mobile networks. */
export const linuxSimCards = defineCollector({
  name: 'linux/sim-cards',
  section: sections.simCards,
  platforms: ['linux'],
  async collect(host) {
    const cards = (await readMobileModems(host)).map(({ sim }) => sim).filter((sim) => sim !== null);
    return cards.length === 0 ? null : cards;
  },
});
