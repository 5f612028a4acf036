export { createSimulatedFleet, type FleetOptions, type SimulatedFleet, type SimulatedMachine } from './fleet.ts';
export { generate } from './generate.ts';
export { hostileTexts } from './hostile-texts.ts';
export { addAdminFields, addSurroundings } from './surroundings.ts';
