import { readdirSync, readFileSync } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@muster/protocol';
import { adoptedOptions, configText, shownOption } from '../adopt/adopted-config.ts';
import { CONFIG_FILES, type Files, NAMES, type Peer, readPeer } from '../adopt/peers.ts';
import { takeOver } from '../adopt/take-over.ts';
import { DEFAULT_CONFIG_FILE } from '../config-sources.ts';
import { createLocalHost } from '../host/local-host.ts';
import { writeWhole } from '../write-whole.ts';
import { type CommandContext, FAILED, SUCCEEDED } from './command.ts';

const files: Files = {
  read: (path) => {
    try {
      return readFileSync(path);
    } catch {
      return null;
    }
  },
  list: (folder) => {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
};

/**
 * Takes over what other agents of this machine know, and says what it took and what it could not.
 *
 * @returns 1 when nothing could be taken.
 */
export async function adopt({ config, surroundings, log }: CommandContext): Promise<number> {
  const { out } = surroundings;
  const found = findPeers(config.from);
  const peers = found.filter(({ servers }) => servers.length > 0);
  for (const peer of found) out(`Found the ${NAMES[peer.family]} agent of "${peer.configFile}"\n`);
  const { options, problems } = adoptedOptions(peers, config.servers);
  const refused = [...found.flatMap((peer) => peer.problems.map((problem) => `${peer.configFile}: ${problem}`))];
  if (peers.length > 0) {
    const host = surroundings.host ?? createLocalHost(log.warn);
    const result = await takeOver(peers, { stateFolder: config.stateFolder, host, log, force: config.force });
    const path = await writeConfig(config.configFile ?? DEFAULT_CONFIG_FILE, configText(options));
    out(`\nTaken:\n${[...result.taken, ...options.map(shownOption)].map((line) => `  ${line}\n`).join('')}`);
    out(`The options are kept in "${path}".\n`);
    refused.push(...result.refused);
  }
  refused.push(...problems);
  if (refused.length > 0) out(`\nNot taken:\n${refused.map((line) => `  ${line}\n`).join('')}`);
  if (found.length === 0) out(`There is no other agent: none of ${CONFIG_FILES.map(({ path }) => path).join(', ')}.\n`);
  if (peers.length === 0) return FAILED;
  out('\nNow stop the other agent, so that the machine does not report twice; then look at "muster-agent doctor".\n');
  return SUCCEEDED;
}

/** @throws {AppError} `OPTION_INVALID` when the file that was named cannot be read. */
function findPeers(from: string | null): Peer[] {
  if (from === null) {
    return CONFIG_FILES.flatMap(({ path, family }) => readPeer(path, files, family) ?? []);
  }
  const peer = readPeer(from, files);
  if (peer === null) throw new AppError('OPTION_INVALID', { reason: `cannot read --from "${from}"` });
  return [peer];
}

/** A file of its own, that wins over what the configuration says; nobody but its owner may read it. */
async function writeConfig(configFile: string, text: string): Promise<string> {
  const folder = join(dirname(configFile), 'agent.d');
  const path = join(folder, 'adopted.cfg');
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 });
    writeWhole(path, text);
    // What stands beside a configuration is read only where there is one.
    await access(configFile).catch(() => writeWhole(configFile, '# Configuration of muster-agent: "key = value".\n'));
  } catch (error) {
    throw new AppError(
      'OPTION_INVALID',
      { reason: `cannot write "${path}": ${(error as Error).message}` },
      { cause: error },
    );
  }
  return path;
}
