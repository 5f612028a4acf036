import { AppError } from '@muster/protocol';
import { createServices, openDatabase } from '@muster/server';
import { generate, type Progress } from './generate.ts';
import { type GenerateOptions, help, readOptions, UsageError } from './options.ts';
import { addDevices } from './seen-devices.ts';
import { addAdminFields, addSurroundings } from './surroundings.ts';

type Surroundings = {
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
  readonly now: number;
  readonly stop: AbortSignal;
};

/**
 * Runs `muster-simulator` with these arguments.
 *
 * @returns The exit code: 0 done, 1 failed (and said why), 2 asked for wrongly.
 */
export async function run(args: readonly string[], { print, printError, now, stop }: Surroundings): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || args.includes('--help') || args.includes('-h')) {
    print(help);
    return name === undefined ? 2 : 0;
  }
  try {
    if (name !== 'generate') throw new UsageError(`Cannot run "${name}": expected generate. "--help" tells more.`);
    await fill(readOptions(rest, now), { print, printError, now, stop });
    return stop.aborted ? 1 : 0;
  } catch (error) {
    if (error instanceof UsageError) {
      printError(error.message);
      return 2;
    }
    if (!(error instanceof AppError)) throw error;
    printError(`${error.message} (${error.code})\n${error.hint}`);
    return 1;
  }
}

async function fill(
  { location, append, user, ...options }: GenerateOptions,
  { print, printError, stop }: Surroundings,
) {
  // What is there already may be dear to somebody; a new fleet can be made again.
  const db = await openDatabase(location, { isDurable: append });
  try {
    const services = createServices({ db });
    const { total } = await services.lists.list({
      kind: 'computer',
      limit: 1,
      offset: 0,
      sort: [],
      columns: [],
      archived: 'include',
    });
    if (total > 0 && !append) {
      throw new UsageError(
        `There are ${total} machines in this database already: name another, or add to them by --append`,
      );
    }
    const userId = user === null ? null : await ownerOf(services, user);
    await addAdminFields(services);
    const done = await generate({
      ...options,
      services,
      stop,
      onProgress: (progress) => printError(line(progress, options.assets)),
    });
    if (stop.aborted) return printError('Stopped before the end: what was stored stays');
    printError('Groups, networks, devices, searches, archive…');
    await addSurroundings(services, { retired: done.retired, userId });
    await addDevices(services, { seed: options.seed, assets: options.assets, now: options.until });
    print(summary(done));
  } finally {
    await db.close();
  }
}

async function ownerOf({ users }: ReturnType<typeof createServices>, user: { userName: string; password: string }) {
  if (!(await users.isUser(user.userName))) await users.add(user);
  return (await users.list()).find(({ name }) => name.toLowerCase() === user.userName.toLowerCase())?.id ?? null;
}

const count = new Intl.NumberFormat('en');

const line = ({ machines, inventories, seconds }: Progress, all: number) =>
  `${count.format(machines)} of ${count.format(all)} machines, ${count.format(inventories)} inventories, ${Math.round(seconds)} s`;

function summary({ machines, inventories, rows, softwareRows, seconds }: Progress): string {
  const each = (n: number) => count.format(Math.round(n / Math.max(seconds, 0.001)));
  return [
    `${count.format(machines)} machines, ${count.format(inventories)} inventories in ${seconds.toFixed(1)} s: ${each(machines)} machines, ${each(inventories)} inventories a second`,
    `${count.format(rows)} rows as they are now, ${count.format(softwareRows)} of them software (${Math.round(softwareRows / Math.max(1, machines))} a machine)`,
  ].join('\n');
}
