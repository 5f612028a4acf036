import { defineSection, integer, real, text } from '../define-section.ts';
import { DATETIME } from '../json-patterns.ts';

/**
 * Running processes.
 *
 * Source: `PROCESSES`, `processes`. The start is a text because agents pass on what `ps` prints ("2011-1-7 2:16PM").
 */
export const processes = defineSection({
  name: 'processes',
  label: 'Processes',
  description: 'Processes that ran when the inventory was made.',
  group: 'software',
  rows: 'many',
  wire: { xml: 'PROCESSES', json: 'processes' },
  identity: ['pid', 'command'],
  volatile: true,
  columns: {
    pid: integer('PID', 'Number of the process.', { xml: 'PID', jsonRequired: true, search: true, listed: true }),
    user: text('User', 'User it runs as.', { xml: 'USER', jsonRequired: true, search: true, listed: true }),
    command: text('Command', 'Its command line.', { xml: 'CMD', jsonRequired: true, search: true, listed: true }),
    cpuUsage: real('CPU', 'Share of one processor it uses.', {
      xml: 'CPUUSAGE',
      unit: '%',
      jsonAs: 'string',
      search: true,
      listed: true,
    }),
    memoryUsage: real('Memory', 'Share of the memory it uses.', {
      xml: 'MEM',
      unit: '%',
      jsonAs: 'string',
      search: true,
      listed: true,
    }),
    virtualMemory: integer('Virtual memory', 'Address space it has taken.', {
      xml: 'VIRTUALMEMORY',
      unit: 'KiB',
      listed: true,
    }),
    terminal: text('Terminal', 'Terminal it is attached to.', { xml: 'TTY' }),
    startedAt: text('Started at', 'When it was started.', { xml: 'STARTED', jsonPattern: DATETIME, listed: true }),
  },
});
