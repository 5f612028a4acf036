import type { createServices } from '@muster/server';
import { hostileTexts } from './hostile-texts.ts';
import { machineOf } from './machine.ts';
import { type Random, randomOf } from './random.ts';
import { sites } from './sites.ts';

type Services = ReturnType<typeof createServices>;
type Sighting = Parameters<Services['discovery']['devices']['see']>[0][number];

const DAY_MS = 86_400_000;

/** Devices that are written together. */
const BATCH = 500;

/** Networks of a site, as machines have them. */
const NETWORKS = 24;

/** Kinds of things on networks that carry no agent: how often, under which names, and what people say of them. */
const KINDS = [
  { weight: 30, type: 'Printer', name: 'PRN', said: 'Printer of the floor' },
  { weight: 25, type: 'IP phone', name: 'SEP', said: 'Phone' },
  { weight: 12, type: 'Camera', name: 'CAM', said: 'Camera of the entrance' },
  { weight: 10, type: 'Access point', name: 'AP', said: 'Wi-Fi of the floor' },
  { weight: 8, type: 'Switch', name: 'SW', said: 'Switch of the cabinet' },
  { weight: 3, type: 'UPS', name: 'UPS', said: 'Supply of the cabinet' },
  { weight: 12, type: null, name: '', said: '' },
] as const;

type Options = { readonly seed: number; readonly assets: number; readonly now: number };

/** What was seen on the networks beside the machines, and what people said of some of it. The same for the same options. */
export async function addDevices({ discovery }: Services, { seed, assets, now }: Options): Promise<void> {
  const doer = { actor: 'simulator', address: null };
  for (const { type } of KINDS) if (type !== null) await discovery.devices.ensureType(type);
  const total = Math.max(6, Math.ceil(assets / 5));
  for (let first = 0; first < total; first += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, total - first) }, (_, i) => first + i);
    const found = numbers.map((number) => deviceOf({ seed, assets, now }, number));
    await discovery.devices.see(found.map(({ sighting }) => sighting));
    for (const { sighting, said } of found) {
      if (said !== null) await discovery.devices.takeIdentified(sighting.mac, said, doer.actor);
    }
  }
  await discovery.refreshNetworks();
}

function deviceOf({ seed, assets, now }: Options, number: number) {
  const random = randomOf('device', seed, number);
  const site = random.pickWeighted(sites);
  const third = random.pickSkewed(Array.from({ length: NETWORKS }, (_, i) => i + 1));
  const kind = random.pickWeighted(KINDS);
  const hostile = number % 50 === 3 ? (hostileTexts[Math.floor(number / 50) % hostileTexts.length] ?? '') : null;
  const sighting: Sighting = {
    mac: macOf(random),
    network: `10.${site.network}.${third}.0`,
    prefix: 24,
    tag: '',
    ip: `10.${site.network}.${third}.${random.between(2, 254)}`,
    name: hostile?.slice(0, 255) ?? (kind.name === '' ? '' : `${kind.name}-${site.code}-${random.between(1, 400)}`),
    seenAt: now - Math.floor(random.fraction() ** 3 * 90 * DAY_MS),
  };
  // Agents see the machines of their network too.
  if (number % 10 === 9) {
    const machine = machineOf(seed, random.below(assets));
    const [mac = sighting.mac] = machine.macs;
    const network = `10.${machine.site.network}.${machine.network}.0`;
    return { sighting: { ...sighting, mac, network, ip: machine.ip, name: machine.name.slice(0, 255) }, said: null };
  }
  if (kind.type === null || !random.chance(40)) return { sighting, said: null };
  return { sighting, said: { type: kind.type, description: hostile?.slice(0, 255) ?? kind.said } };
}

/** Locally administered: of no maker. */
const macOf = (random: Random) => ['02', ...Array.from({ length: 5 }, () => random.hex(2))].join(':').toLowerCase();
