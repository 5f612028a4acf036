import { writeFile } from 'node:fs/promises';
import { AppError, encodeJsonInventory, encodeXmlInventory } from '@muster/protocol';
import { collectors } from './collectors/index.ts';
import { type Config, helpText, readConfig } from './config.ts';
import { recordHost } from './host/capture-host.ts';
import type { Host } from './host/host.ts';
import { createLocalHost } from './host/local-host.ts';
import { readKernel } from './linux/kernel.ts';
import { createLog, type Log } from './log.ts';
import { hashSections, type SectionRows, toChecksum } from './section-hashes.ts';
import { type AgentState, agentStore, targetStore } from './state.ts';
import { keepDeviceId } from './targets/identity.ts';
import { contactOcs } from './targets/ocs-target.ts';
import { collectSections, summarize, toInventory } from './tasks/inventory.ts';
import { createHttpClient, withoutCredentials } from './transport/http-client.ts';
import { AGENT_NAME, VERSION } from './version.ts';

export type Surroundings = {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Default: the machine this process runs on. */
  readonly host?: Host;
};

const FAILED = 1;
const MISUSED = 2;

/**
 * The program, but for the process around it.
 *
 * @returns The exit status, as `--help` describes it.
 */
export async function runCli(surroundings: Surroundings): Promise<number> {
  const log = createLog(surroundings.err, surroundings.argv.includes('--debug'));
  try {
    const config = readConfig(surroundings.argv, surroundings.env);
    return await runCommand(config, surroundings);
  } catch (error) {
    reportError(error, log);
    return error instanceof AppError && error.code === 'OPTION_INVALID' ? MISUSED : FAILED;
  }
}

async function runCommand(config: Config, surroundings: Surroundings): Promise<number> {
  const log = createLog(surroundings.err, config.debug);
  const host = surroundings.host ?? createLocalHost(log.warn);
  switch (config.command) {
    case 'help':
      surroundings.out(helpText());
      return 0;
    case 'version':
      surroundings.out(`muster-agent ${VERSION}\n`);
      return 0;
    case 'inventory':
      await write(await inventoryText(config, host, log), config.output, surroundings.out);
      return 0;
    case 'capture':
      await write(await captureText(config, host, log), config.output, surroundings.out);
      return 0;
    case 'report':
      return report(config, host, log);
  }
}

async function inventoryText(config: Config, host: Host, log: Log): Promise<string> {
  const rows = await collectSections({ host, collectors, without: config.without, log });
  if (config.format === 'summary') return summarize(rows);
  const inventory = toInventory(rows, {
    deviceId: await deviceIdOf(config, host, log, false),
    tag: config.tag,
    checksum: toChecksum({}, hashSections(rows)),
  });
  return config.format === 'xml' ? encodeXmlInventory(inventory, 'ocs') : `${encodeJsonInventory(inventory)}\n`;
}

/** `mustKeep`: a server would see a new machine at every contact, while a printed inventory may be of one that never was kept. */
async function deviceIdOf(config: Config, host: Host, log: Log, mustKeep: boolean): Promise<string> {
  const store = agentStore(config.stateFolder, log.warn);
  const { hostName } = await readKernel(host);
  const trying = {
    ...store,
    write: (state: AgentState) => store.write(state).catch((error) => reportError(error, log)),
  };
  return keepDeviceId(mustKeep ? store : trying, hostName, host.now(), log);
}

async function captureText(config: Config, host: Host, log: Log): Promise<string> {
  const { host: recording, capture } = recordHost(host);
  await collectSections({ host: recording, collectors, without: config.without, log });
  log.warn(
    'A capture holds serial numbers, addresses, user names and command lines: look through it before you pass it on',
  );
  return `${JSON.stringify(capture(), null, 1)}\n`;
}

/** @returns 1 when a server was not reached or refused; the others are still contacted. */
async function report(config: Config, host: Host, log: Log): Promise<number> {
  if (!config.checkCertificates)
    log.warn('Certificates are not checked: whoever is between can read and change everything');
  const deviceId = await deviceIdOf(config, host, log, true);
  let collected: Promise<SectionRows> | null = null;
  const collect = () => {
    collected ??= collectSections({ host, collectors, without: config.without, log });
    return collected;
  };
  let status = 0;
  for (const url of config.servers) {
    const target = {
      url,
      log,
      client: createHttpClient({ ...config, userAgent: config.userAgent ?? AGENT_NAME }),
      store: targetStore(config.stateFolder, withoutCredentials(url), log.warn),
    };
    try {
      await contactOcs(target, { deviceId, collect, force: config.force, tag: config.tag });
    } catch (error) {
      reportError(error, log);
      status = FAILED;
    }
  }
  return status;
}

async function write(text: string, path: string | null, out: (text: string) => void): Promise<void> {
  if (path === null) return out(text);
  try {
    // Inventories name users and addresses: not for everybody on the machine.
    await writeFile(path, text, { mode: 0o600 });
  } catch (error) {
    const reason = `cannot write --output "${path}": ${(error as Error).message}`;
    throw new AppError('OPTION_INVALID', { reason }, { cause: error });
  }
}

/** One line, its code, and what to do; what is none of ours is a bug, and gets its stack. */
function reportError(error: unknown, log: Log): void {
  if (error instanceof AppError) log.error(`${error.message} (${error.code}). ${error.hint}`);
  else log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
