import type { createServices } from '@muster/server';
import { createSimulatedFleet, type FleetOptions, type SimulatedMachine } from './fleet.ts';

type Services = ReturnType<typeof createServices>;

export type Progress = {
  readonly machines: number;
  readonly inventories: number;
  /** Rows of sections in the last inventory of each machine. */
  readonly rows: number;
  readonly softwareRows: number;
  readonly seconds: number;
};

type Options = FleetOptions & {
  readonly services: Services;
  /** Machines that report at once. */
  readonly atOnce: number;
  /** Called now and then, and at the end. */
  readonly onProgress?: (progress: Progress) => void;
  readonly stop?: AbortSignal;
};

/** Between two calls of `onProgress`. Milliseconds. */
const EACH_MS = 1_000;

/**
 * Lets every machine of a fleet report to the server's own reception, each its inventories in their order.
 *
 * @returns What was stored, and the numbers of the records of machines that are given up.
 */
export async function generate({ services, atOnce, onProgress, stop, ...options }: Options) {
  const fleet = createSimulatedFleet(options);
  const begin = performance.now();
  const count = { machines: 0, inventories: 0, rows: 0, softwareRows: 0 };
  const retired: number[] = [];
  const progress = (): Progress => ({ ...count, seconds: (performance.now() - begin) / 1000 });
  let next = 0;
  let told = begin;

  async function report({ machine, visits }: SimulatedMachine): Promise<void> {
    let assetId = 0;
    let rows = 0;
    let softwareRows = 0;
    for (const { at, inventory } of visits()) {
      const arrival = { at, sourceIp: machine.ip, userAgent: machine.agent, agentId: null };
      assetId = (await services.fleet.reception.receive(inventory, arrival)).assetId;
      rows = Object.values(inventory.sections).reduce((sum, section) => sum + section.length, 0);
      softwareRows = inventory.sections.software?.length ?? 0;
      count.inventories += 1;
    }
    count.machines += 1;
    count.rows += rows;
    count.softwareRows += softwareRows;
    if (machine.isRetired) retired.push(assetId);
  }

  async function worker(): Promise<void> {
    while (next < fleet.size && stop?.aborted !== true) {
      const number = next;
      next += 1;
      await report(fleet.machine(number));
      if (performance.now() - told < EACH_MS) continue;
      told = performance.now();
      onProgress?.(progress());
    }
  }

  await Promise.all(Array.from({ length: atOnce }, worker));
  const done = progress();
  onProgress?.(done);
  return { ...done, retired };
}
