import { join } from 'node:path';
import { runProgram } from '@muster/peers';
import { expect } from 'vitest';
import { ADMINISTRATOR } from './console.ts';
import { type ConsolePage, consolePages } from './console-pages.ts';
import { simulatorProgram } from './paths.ts';
import { type RunningServer, serverForThisTest } from './server.ts';
import { temporaryFolder } from './temporary.ts';

/** A server of this test with a simulated fleet of its own, and the administrator of `setUpByApi`. */
export async function serverWithFleet(assets: number, seed = 1): Promise<RunningServer> {
  const database = join(await temporaryFolder(), 'fleet.db');
  const { name, password } = ADMINISTRATOR;
  const { code, stderr } = await runProgram(process.execPath, [
    simulatorProgram,
    'generate',
    ...['--assets', String(assets), '--seed', String(seed), '--software', '60', '--to', `sqlite:${database}`],
    ...['--user', name, '--password', password],
  ]);
  expect(code, stderr).toBe(0);
  return await serverForThisTest({ database });
}

/** Where the numbers of things that pages name are found in the API. */
const listings = {
  asset: '/api/v1/assets?kind=computer&sort=-softwareCount&limit=1',
  group: '/api/v1/groups?limit=1',
  software: '/api/v1/software?limit=1',
  network: '/api/v1/networks?sort=-unknown&limit=1',
  search: '/api/v1/searches?limit=1',
} as const;

type Thing = keyof typeof listings;
const isThing = (name: string): name is Thing => Object.hasOwn(listings, name);

/** All pages, as `fillPaths` says. */
export function pagesOf(server: RunningServer): Promise<ConsolePage[]> {
  return fillPaths(server, consolePages);
}

/** Pages with the numbers of this server's things in their paths; without those of which there is none. */
export async function fillPaths(server: RunningServer, pages: readonly ConsolePage[]): Promise<ConsolePage[]> {
  const numbers = new Map<string, number>();
  // Titles and networks are listed when they are counted, which a new server does after a while.
  const headers = { authorization: `Bearer ${server.token}` };
  for (const room of ['software', 'networks']) {
    const counted = await fetch(`${server.url}/api/v1/${room}/refresh`, { method: 'POST', headers });
    expect(counted.status).toBe(204);
  }
  for (const [thing, path] of Object.entries(listings)) {
    const answer = await fetch(server.url + path, { headers });
    if (!answer.ok) continue;
    const { items } = (await answer.json()) as { items: readonly { id: number }[] };
    const [first] = items;
    if (first !== undefined) numbers.set(thing, first.id);
  }
  return pages.flatMap(({ name, path }) => {
    const filled = path.replace(/\{(\w+)\}/g, (whole, thing: string) => {
      if (!isThing(thing)) throw new Error(`The page ${name} names ${whole}, which nobody knows how to find`);
      return String(numbers.get(thing) ?? whole);
    });
    return filled.includes('{') ? [] : [{ name, path: filled }];
  });
}
