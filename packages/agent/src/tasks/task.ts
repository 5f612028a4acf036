import type { Job, TaskMessage } from '../daemon/task-messages.ts';
import type { Host } from '../host/host.ts';
import type { Log } from '../log.ts';

export type TaskContext = {
  readonly job: Job;
  readonly log: Log;
  /** The same log, for another part of the agent. */
  readonly logOf: (component: string) => Log;
  readonly tell: (message: TaskMessage) => void;
  /** Null: the machine this process runs on. */
  readonly host: Host | null;
};

/** Something an agent does in a process of its own. */
export type Task = (context: TaskContext) => Promise<void>;
