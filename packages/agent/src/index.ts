export type { Surroundings } from './command-line/command.ts';
export { runCli } from './command-line/run.ts';
