import { expect, test } from 'vitest';
import { editConfig } from './edit-config.ts';

test('what counts for single servers stays at the end, as it is', () => {
  const before = '# ours\ntag = old\nserver = http://one/\n\n[http://one/]\ntag = first\n';
  expect(editConfig(before, { tag: ['new'], timeout: ['20'] }, 'agent.cfg')).toBe(
    '# ours\nserver = http://one/\ntag = new\ntimeout = 20\n\n[http://one/]\ntag = first\n',
  );
});
