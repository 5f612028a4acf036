// `npm run dev`: the server, restarted when its sources change, the console with hot reload, and this computer reporting once.
import { join } from 'node:path';
import { installDependencies } from './set-up.mjs';
import { inventoryThisComputer, readiness, startServer } from './start.mjs';
import { ended, programOf, root, startNode } from './toolchain.mjs';

export async function run(_name, args) {
  await installDependencies();
  const server = startServer(args.length > 0 ? args : ['--data', join(root, 'data', 'dev')], [
    '--watch',
    '--watch-preserve-output',
  ]);
  const serverStopped = ended(server);
  const ready = await Promise.race([readiness(server), serverStopped.then(() => null)]);
  if (ready === null) return await serverStopped;

  const folder = join(root, 'packages', 'console');
  // Vite takes the address of the API from here; it serves on a port of its own and prints it.
  const site = startNode([programOf('vite', folder)], { cwd: folder, env: { MUSTER_DEV_SERVER: ready.url } });
  const siteStopped = ended(site);
  await inventoryThisComputer(ready, server);

  const code = await Promise.race([serverStopped, siteStopped]);
  for (const child of [server, site]) child.kill('SIGTERM');
  await Promise.all([serverStopped, siteStopped]);
  return code;
}
