import type { Inventory } from '@muster/protocol';
import { documentOf } from './document.ts';
import { softwareOf } from './installed.ts';
import { type Machine, machineOf } from './machine.ts';
import { randomOf } from './random.ts';

export type FleetOptions = {
  /** Fleets of other seeds are other machines. */
  readonly seed: number;
  readonly assets: number;
  /** Software rows of a machine, in the mean. */
  readonly software: number;
  /** Inventories of a machine, in the mean; at least one. */
  readonly inventories: number;
  /** How far back the first inventories reach. Days. */
  readonly days: number;
  /** The present of the fleet. Milliseconds since 1970. */
  readonly until: number;
};

/** One message of an agent. */
export type Visit = { readonly at: number; readonly inventory: Inventory };

export type SimulatedMachine = { readonly machine: Machine; visits(): Generator<Visit> };

export type SimulatedFleet = { readonly size: number; machine(number: number): SimulatedMachine };

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Machines and what they report over months; the same for the same options, on every machine and at any time. */
export function createSimulatedFleet({
  seed,
  assets,
  software,
  inventories,
  days,
  until,
}: FleetOptions): SimulatedFleet {
  const from = until - days * DAY_MS;
  return {
    size: assets,
    machine(number) {
      const machine = machineOf(seed, number);
      const random = randomOf('visits', seed, number);
      const last = Math.floor(until - silenceMs(machine, random.fraction(), random.fraction()));
      const count = 1 + random.below(Math.max(1, 2 * inventories - 1));
      const first = Math.min(last, Math.max(machine.bought, from) + random.below(20) * DAY_MS);
      const moments = Array.from({ length: count }, (_, i) =>
        count === 1 ? last : Math.floor(first + ((last - first) * i) / (count - 1)),
      );
      return {
        machine,
        *visits() {
          const installed = softwareOf([seed, number], machine.system.pool, software, { from, to: until });
          for (const [i, at] of [...new Set(moments)].entries()) {
            yield { at, inventory: documentOf(seed, machine, installed.at(at), at, i) };
          }
        },
      };
    },
  };
}

/** How long nothing was heard of a machine: mostly a day, of some weeks, of those given up months. */
function silenceMs({ isRetired, model }: Machine, draw: number, part: number): number {
  if (isRetired) return (120 + 80 * part) * DAY_MS;
  const isServer = model.shape === 'server' || model.shape === 'virtual';
  if (isServer || draw < 0.72) return part * 20 * HOUR_MS;
  if (draw < 0.9) return (1 + 6 * part) * DAY_MS;
  if (draw < 0.96) return (7 + 23 * part) * DAY_MS;
  return (30 + 90 * part) * DAY_MS;
}
