import { type Model, models } from './hardware-models.ts';
import { hostileTexts } from './hostile-texts.ts';
import { type Person, personOf } from './people.ts';
import { type Random, randomOf } from './random.ts';
import { computerRoom, departments, type Site, sites } from './sites.ts';
import { type System, systems } from './systems.ts';

/** What a machine is, once and for all. */
export type Machine = {
  readonly number: number;
  readonly name: string;
  readonly deviceId: string;
  readonly model: Model;
  readonly system: System;
  readonly site: Site;
  readonly department: string;
  readonly tag: string | null;
  readonly person: Person | null;
  readonly serial: string | null;
  readonly uuid: string | null;
  readonly macs: readonly string[];
  /** Third byte of its address: which of the site's networks. */
  readonly network: number;
  readonly ip: string;
  readonly memoryMiB: number;
  readonly diskMb: number;
  readonly cpu: string;
  readonly agent: string;
  readonly dialect: 'ocs' | 'fusion' | 'glpi';
  /** When it was bought. Milliseconds since 1970. */
  readonly bought: number;
  /** What it sends in place of names, where it is hostile. */
  readonly hostile: string | null;
  /** It is given up: administrators put it out of sight. */
  readonly isRetired: boolean;
  /** Another record of a machine that is there already: its disk in other hardware, or set up anew without telling who it is. */
  readonly doubles: 'copy' | 'anew' | null;
};

/** The machine `number` of the fleet of `seed`; the same in fleets of any size. */
export function machineOf(seed: number, number: number): Machine {
  const machine = plainMachine(seed, number);
  // Two of 250 are doubles of the one before, or of the one before that.
  const doubles = number % 250 === 11 ? 'copy' : number % 250 === 12 ? 'anew' : null;
  if (doubles === null) return machine;
  const original = plainMachine(seed, number - (doubles === 'copy' ? 1 : 2));
  const { serial, model, system, cpu, site } = original;
  const own = { ...machine, serial, model, system, cpu, site, doubles } as const;
  return doubles === 'copy' ? own : { ...own, uuid: null, macs: [] };
}

function plainMachine(seed: number, number: number): Machine {
  const random = randomOf('machine', seed, number);
  const model = random.pickWeighted(models);
  const system = random.pickWeighted(systems[random.pick(model.systems)] ?? []);
  const isRoom = model.shape === 'server' || model.shape === 'virtual';
  const site = isRoom && random.chance(85) ? computerRoom : random.pickWeighted(sites);
  const department = isRoom ? 'Informatique' : random.pickSkewed(departments);
  const network = random.pickSkewed(Array.from({ length: 24 }, (_, n) => n + 1));
  const bought = Date.UTC(model.since, 0, 1) + random.below(1_000) * 86_400_000;
  const hostile = number % 400 === 7 ? (hostileTexts[Math.floor(number / 400) % hostileTexts.length] ?? null) : null;
  const name = nameOf(random, model, system, site, number);
  const person = isRoom ? null : personOf(random);
  return {
    number,
    name,
    deviceId: `${name}-${new Date(bought + 86_400_000).toISOString().slice(0, 19).replace(/[T:]/g, '-')}`,
    model,
    system,
    site,
    department,
    tag: random.chance(6) ? null : `${site.code}-${isRoom ? 'SRV' : department.slice(0, 3).toUpperCase()}`,
    person,
    serial: model.serial === '' ? null : serialOf(random, model.serial),
    uuid: [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join('-'),
    macs: Array.from({ length: model.shape === 'laptop' || model.shape === 'server' ? 2 : 1 }, () =>
      macOf(random, model.macPrefix),
    ),
    network,
    ip: `10.${site.network}.${network}.${random.between(2, 254)}`,
    memoryMiB: random.pick(model.memory),
    diskMb: random.pick(model.disk),
    cpu: random.pick(model.cpus),
    ...agentOf(random, system),
    bought,
    hostile,
    isRetired: number % 90 === 13,
    doubles: null,
  };
}

function nameOf(random: Random, model: Model, system: System, site: Site, number: number): string {
  const four = String(number).padStart(5, '0');
  if (model.shape === 'server' || model.shape === 'virtual') {
    const role = random.pick(['web', 'db', 'app', 'file', 'mail', 'dc', 'print', 'log', 'build', 'proxy']);
    return system.kind === 'windows'
      ? `SRV-${role.toUpperCase()}-${four}`
      : `${role}-${four}.${site.code.toLowerCase()}`;
  }
  const shape = { laptop: 'P', desktop: 'D', server: 'S', virtual: 'V' }[model.shape];
  return system.kind === 'mac' ? `${site.code}-Mac-${four}` : `${site.code}-${shape}${four}`;
}

function serialOf(random: Random, pattern: string): string {
  const letters = '0123456789BCDFGHJKLMNPQRSTVWXYZ';
  return pattern.replace(/#/g, () => letters[random.below(letters.length)] ?? '0');
}

function macOf(random: Random, prefix: string): string {
  return [prefix, random.hex(2), random.hex(2), random.hex(2)].join(':').toLowerCase();
}

function agentOf(random: Random, system: System): Pick<Machine, 'agent' | 'dialect'> {
  const agents = {
    windows: [
      { weight: 70, agent: 'OCS-NG_WINDOWS_AGENT_v2.11.0.1', dialect: 'ocs' },
      { weight: 10, agent: 'OCS-NG_WINDOWS_AGENT_v2.9.2.0', dialect: 'ocs' },
      { weight: 20, agent: 'GLPI-Agent_v1.11', dialect: 'glpi' },
    ],
    linux: [
      { weight: 45, agent: 'OCS-NG_unified_unix_agent_v2.10.0', dialect: 'ocs' },
      { weight: 25, agent: 'FusionInventory-Agent_v2.6', dialect: 'fusion' },
      { weight: 30, agent: 'Muster-Agent_v0.1.0', dialect: 'ocs' },
    ],
    mac: [{ weight: 1, agent: 'OCS-NG_unified_unix_agent_v2.9.3', dialect: 'ocs' }],
  } as const;
  const { agent, dialect } = random.pickWeighted<{ weight: number; agent: string; dialect: Machine['dialect'] }>(
    agents[system.kind],
  );
  return { agent, dialect };
}
