import { runProgram } from '@muster/peers';
import { agentProgram } from './paths.ts';

/** Runs our own agent to its end, on the Node that runs the journeys. */
export function runMusterAgent(args: readonly string[]) {
  return runProgram(process.execPath, [agentProgram, ...args], { timeoutMs: 300_000 });
}
