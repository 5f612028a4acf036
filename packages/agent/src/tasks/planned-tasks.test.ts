import { expect, test } from 'vitest';
import { plannedTasks } from './planned-tasks.ts';

test.each([
  [[], [], ['inventory']],
  [['inventory'], [], ['inventory']],
  [['Inventory', 'inventory'], [], ['inventory']],
  [['deploy', '...'], [], ['inventory']],
  [['deploy'], [], []],
  [[], ['inventory'], []],
  [['inventory'], ['INVENTORY'], []],
  [[], ['deploy'], ['inventory']],
])('--tasks %j --no-task %j', (tasks, noTask, planned) => {
  expect(plannedTasks({ tasks, noTask })).toEqual(planned);
});

test.each([
  [{ tasks: ['invntory'], noTask: [] }, '--tasks "invntory"'],
  [{ tasks: [], noTask: ['invntory'] }, '--no-task "invntory"'],
])('refuses %j', (config, reason) => {
  expect(() => plannedTasks(config)).toThrow(reason);
});
