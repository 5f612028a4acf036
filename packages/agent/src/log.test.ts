import { expect, test } from 'vitest';
import { createLog } from './log.ts';

test('a line is a line, whatever is in it', () => {
  const lines: string[] = [];
  const log = createLog((line) => lines.push(line), false, 'inventory');
  log.info('a name\n[core][ERROR] forged\u001b[31m');
  log.debug('not shown');
  log.error('x');
  expect(lines).toEqual(['[inventory][INFO] a name [core][ERROR] forged [31m\n', '[inventory][ERROR] x\n']);
});

test('documents are shown as they are, each line marked', () => {
  const lines: string[] = [];
  createLog((line) => lines.push(line), true).debug('Sent:\n<REQUEST>\n  <QUERY>\u0007</QUERY>');
  expect(lines).toEqual(['[core][DEBUG] Sent:\n', '[core][DEBUG] <REQUEST>\n', '[core][DEBUG]   <QUERY> </QUERY>\n']);
});
