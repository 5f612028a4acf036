// Programs of others that journeys and measurements try ours against, run from Debian's packages.
export { runFusionInventoryAgent } from './fusioninventory-agent.ts';
export { runOcsAgent } from './ocs-agent.ts';
export { type OcsServer, startOcsServer } from './ocs-server.ts';
export { neutralEnvironment, type Outcome, runProgram, watchProcess } from './run-program.ts';
