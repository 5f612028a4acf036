import type { RunTask } from '../daemon/supervisor.ts';
import type { Host } from '../host/host.ts';
import { openLog } from '../log/open-log.ts';
import { contactTargets } from '../tasks/contact.ts';

/** Does a task in this process, on a machine that a test made up. */
export const runTaskHere =
  (host: Host, err: (text: string) => void = () => undefined): RunTask =>
  async (name, job, _limits, tell) => {
    const logOf = (component: string) => openLog(job.config.log, { debug: job.config.debug, component, err });
    await contactTargets({ job, log: logOf(name), logOf, tell, host });
  };
