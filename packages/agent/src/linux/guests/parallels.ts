import type { Host } from '../../host/host.ts';
import type { Guest } from './guest.ts';

/** Virtual machines of Parallels Server and Virtuozzo. */
export async function readParallels(host: Host): Promise<Guest[] | null> {
  const output = await host.run('prlctl', ['list', '-a']);
  const guests = parsePrlctl(output ?? '');
  return guests.length === 0 ? null : guests;
}

const STATES: Readonly<Record<string, string>> = { running: 'running', suspended: 'paused', paused: 'paused' };

/** Columns UUID, state, address, name. */
export function parsePrlctl(output: string): Guest[] {
  return [...output.matchAll(/^\{([0-9a-f-]{36})\}\s+(\w+)\s+(\S+)\s+(.+?)[ \t]*$/gim)].map(
    ([, uuid = '', state = '', address = '', name = '']) => ({
      name,
      uuid,
      status: STATES[state.toLowerCase()] ?? 'off',
      type: 'parallels',
      subsystem: 'Parallels',
      ip: address === '-' ? null : address,
    }),
  );
}
