import { parseArgs } from 'node:util';
import type { FleetOptions } from './fleet.ts';

/** What somebody asked for that cannot be done; the message says all there is to say. */
export class UsageError extends Error {}

export type GenerateOptions = FleetOptions & {
  /** As the server's `--database` wants it: a file, or `postgres://…`. */
  readonly location: string;
  readonly append: boolean;
  readonly atOnce: number;
  /** Who owns the stored searches; made when there is nobody of that name. */
  readonly user: { readonly userName: string; readonly password: string } | null;
};

export const help = `muster-simulator: fleets of machines that do not exist

  generate --assets N --to sqlite:FILE|postgres://USER@HOST/NAME
      Fills a database of the server with machines that report over months.

Options:
  --assets N        machines, 1 to 1,000,000
  --to PLACE        the database; it is made when it is not there
  --seed N          another number, another fleet; the same number, the same one [1]
  --software N      software rows of a machine, in the mean [300]
  --inventories N   inventories of a machine, in the mean [2]
  --days N          how far back the first inventories reach [180]
  --until DATE      the present of the fleet, YYYY-MM-DD or with a time [now]
  --at-once N       machines that report at once [16]
  --user NAME --password WORD
                    makes an administrator, who owns some stored searches; for databases that nobody else can reach
  --append          adds to a database that has machines already`;

const words = {
  assets: { type: 'string' },
  to: { type: 'string' },
  seed: { type: 'string', default: '1' },
  software: { type: 'string', default: '300' },
  inventories: { type: 'string', default: '2' },
  days: { type: 'string', default: '180' },
  until: { type: 'string' },
  'at-once': { type: 'string', default: '16' },
  user: { type: 'string' },
  password: { type: 'string' },
  append: { type: 'boolean', default: false },
} as const;

/** Reads the words after `generate`. @throws {UsageError} Says which option is wrong, what was found and what is expected. */
export function readOptions(args: readonly string[], now: number): GenerateOptions {
  const values = parse(args);
  if (values.assets === undefined) throw new UsageError('"--assets" is missing: how many machines?');
  return {
    assets: integer('assets', values.assets, 1, 1_000_000),
    location: locationOf(values.to),
    seed: integer('seed', values.seed, 0, Number.MAX_SAFE_INTEGER),
    software: integer('software', values.software, 1, 2_500),
    inventories: integer('inventories', values.inventories, 1, 100),
    days: integer('days', values.days, 1, 3_650),
    until: values.until === undefined ? now : momentOf(values.until),
    atOnce: integer('at-once', values['at-once'], 1, 200),
    user: userOf(values.user, values.password),
    append: values.append,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: words, strict: true }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error), {
      cause: error,
    });
  }
}

function integer(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= low && value <= high) return value;
  throw new UsageError(`"--${name}" must be a whole number from ${low} to ${high}, found "${text}"`);
}

function locationOf(to: string | undefined): string {
  if (to === undefined) throw new UsageError('"--to" is missing: sqlite:FILE or postgres://USER@HOST/NAME');
  const file = /^sqlite:(?:\/\/)?(.+)$/.exec(to)?.[1];
  if (file !== undefined) return file;
  if (/^postgres(ql)?:\/\/./i.test(to)) return to;
  throw new UsageError(`"--to" must be sqlite:FILE or postgres://USER@HOST/NAME, found "${to.split(':')[0]}:…"`);
}

function momentOf(text: string): number {
  const moment = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(moment)) throw new UsageError(`"--until" must be a date such as 2026-11-20, found "${text}"`);
  return moment;
}

function userOf(userName: string | undefined, password: string | undefined): GenerateOptions['user'] {
  if (userName === undefined && password === undefined) return null;
  if (userName === undefined || password === undefined) throw new UsageError('"--user" and "--password" go together');
  return { userName, password };
}
