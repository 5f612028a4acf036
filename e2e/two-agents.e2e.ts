import { runFusionInventoryAgent, runOcsAgent } from '@muster/peers';
import { expect } from 'vitest';
import { journey, linux, program, superuser } from './testing/journey.ts';
import { serverForThisTest } from './testing/server.ts';
import { temporaryFolder } from './testing/temporary.ts';

const needs = [linux, superuser, program('ocsinventory-agent'), program('fusioninventory-agent'), program('unshare')];

journey(
  'two agents of different families on one machine: one record, each program once, and the differences told once',
  { needs },
  async () => {
    const server = await serverForThisTest();
    const [ofOcs, ofFusion] = [await temporaryFolder(), await temporaryFolder()];
    const told: number[] = [];
    const programs: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const ocs = await runOcsAgent(`${server.url}/ocsinventory`, ofOcs, ['--force']);
      expect(ocs.code, ocs.stderr).toBe(0);
      const fusion = await runFusionInventoryAgent(`${server.url}/`, ofFusion, ['--force']);
      expect(fusion.code, fusion.stderr).toBe(0);
      const { items, total } = await server.api.assets();
      expect(total).toBe(1);
      const [asset] = items;
      if (asset === undefined) throw new Error('The machine is not in the list');
      programs.push(asset.softwareCount);
      told.push((await server.api.changes(asset.id, 'limit=1')).total);
    }
    // Both list what the package manager knows.
    expect(new Set(programs).size).toBe(1);
    // The way there, the way back; then they only repeat themselves, but for what changes on a machine that is in use.
    const [, second = 0, third = 0, fourth = 0] = told;
    expect(third - second).toBeLessThan(20);
    expect(fourth - third).toBeLessThan(20);
  },
);
