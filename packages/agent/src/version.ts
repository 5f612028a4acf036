import description from '../package.json' with { type: 'json' };

/** Version of the agent. */
export const VERSION: string = description.version;

/** What HTTP servers see, and what stands in the inventory. */
export const AGENT_NAME = `Muster-Agent_v${VERSION}`;
