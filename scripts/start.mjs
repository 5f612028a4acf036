// `npm start`: everything set up, the server running, this computer in its inventory. Stays until it is stopped.
import { hostname } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { agentProgram, serverProgram } from './programs.mjs';
import { setUp } from './set-up.mjs';
import { capture, ended, pinnedNode, startNode } from './toolchain.mjs';

export async function run(_name, args) {
  await setUp();
  const withAgent = !args.includes('--no-agent');
  const options = args.filter((argument) => argument !== '--no-agent');
  const server = startServer(options);
  const stopped = ended(server);
  if (withAgent) {
    const ready = await Promise.race([readiness(server), stopped.then(() => null)]);
    if (ready !== null) await inventoryThisComputer(ready, server);
  }
  return await stopped;
}

/**
 * The server with a channel on which it says when it is ready. When this process dies, the channel closes and it stops.
 *
 * In a process group of its own, because it takes a second Ctrl-C for "at once": it gets those that we hand on, and no others.
 */
export function startServer(options, nodeOptions = []) {
  return startNode([...nodeOptions, serverProgram, 'serve', ...options], {
    cwd: process.cwd(),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: process.platform !== 'win32', // there it would open a window
  });
}

/** What the server says of itself: where it answers, its folder, and the certificate to trust, if any. */
export function readiness(server) {
  return new Promise((resolve) => {
    server.on('message', (message) => {
      if (message?.type === 'ready') resolve(message);
    });
  });
}

/** Our own agent, once. That it fails is said and is no reason to stop the server. */
export async function inventoryThisComputer({ url, data, certificate }, server) {
  const trust = certificate ? ['--ca', certificate] : [];
  const target = ['--server', `${url}/ocsinventory`, '--vardir', join(data, 'agent')];
  const { code, output } = await capture(pinnedNode, [agentProgram, ...target, ...trust], { cwd: process.cwd() });
  if (server.exitCode !== null || server.signalCode !== null) return; // stopped meanwhile
  if (code === 0) console.log(`This computer (${hostname()}) is in the inventory`);
  else
    console.error(
      `Cannot inventory this computer (${hostname()}): the agent ended with code ${code}\n${output.trimEnd()}`,
    );
}
