import type { Generated } from 'kysely';

/** What agents and their installers download by name. The content is a file named by its SHA-256. */
export type AgentFilesTable = {
  id: Generated<number>;
  name: string;
  sha256: string;
  /** Bytes. */
  size: number;
  /** Ms since 1970, UTC. */
  uploaded_at: number;
  uploaded_by: string;
};

/** At most one row: the sentence above the TAG prompt of the Windows agent. */
export type AgentLabelTable = { id: number; text: string; updated_at: number };

export type AgentFilesTables = { agent_files: AgentFilesTable; agent_label: AgentLabelTable };
