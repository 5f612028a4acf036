export type { Surroundings } from './command-line/command.ts';
export { runCli } from './command-line/run.ts';
export { COMMANDS, OPTIONS } from './config.ts';
export { environmentName, type Option } from './config-sources.ts';
export { VERSION } from './version.ts';
