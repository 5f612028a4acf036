import { configFor } from '../config.ts';
import { checkMachine } from '../doctor/check-machine.ts';
import { checkServer } from '../doctor/check-server.ts';
import { type Finding, ok, shownFinding } from '../doctor/finding.ts';
import { createLocalHost } from '../host/local-host.ts';
import type { Identity } from '../targets/identity.ts';
import { withoutCredentials } from '../transport/http-client.ts';
import { type CommandContext, FAILED, SUCCEEDED } from './command.ts';
import { identityOf } from './device-id-of.ts';

/**
 * Looks at everything between this machine and its servers, and says in plain words what is wrong and what to do.
 *
 * @returns 1 when something keeps the agent from reporting.
 */
export async function doctor(context: CommandContext): Promise<number> {
  const { config, surroundings, log } = context;
  const findings: Finding[] = [];
  const show = (title: string, found: readonly Finding[]) => {
    findings.push(...found);
    surroundings.out(`${title}\n${found.map(shownFinding).join('')}\n`);
  };
  show('This machine', await checkMachine(config, process.getuid?.() === 0));
  const identity = await findIdentity(context);
  if (identity !== null)
    show('This agent', [ok(`Its device id is ${identity.deviceId}`), ok(`Its agent id is ${identity.agentId}`)]);
  // What is said between here and a server stands in the findings.
  const quiet = { ...log, info: log.debug, warn: log.debug };
  for (const url of config.servers)
    show(`Server ${withoutCredentials(url)}`, await checkServer(url, configFor(config, url), identity, quiet));
  const problems = findings.filter(({ level }) => level === 'problem').length;
  surroundings.out(
    problems === 0
      ? 'Nothing keeps this agent from reporting.\n'
      : `${problems === 1 ? 'One problem' : `${problems} problems`} found.\n`,
  );
  return problems === 0 ? SUCCEEDED : FAILED;
}

async function findIdentity({ config, surroundings, log }: CommandContext): Promise<Identity | null> {
  const host = surroundings.host ?? createLocalHost(log.warn);
  try {
    return await identityOf({ stateFolder: config.stateFolder, host, log, mustKeep: true });
  } catch {
    return null; // the state folder was looked at before
  }
}
