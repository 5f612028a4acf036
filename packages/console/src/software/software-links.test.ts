import { expect, test } from 'vitest';
import { hasTitle, lacksTitle, ofValue, within } from './software-links.ts';

const title = { name: 'Evil "x" * (1)', reportedPublisher: null };

test('a title of any name is asked for by its name alone', () => {
  expect(hasTitle({ name: 'Firefox', reportedPublisher: 'Mozilla' }, '128.0')).toBe(
    'has software(name=Firefox publisher=Mozilla version=128.0)',
  );
  expect(hasTitle(title, null)).toBe('has software(name="Evil \\"x\\" * (1)" publisher:empty version:empty)');
});

test('a query is narrowed by what is given, and stays one that can be read', () => {
  const query = within(lacksTitle(title), { os: 'Windows 11', group: 'Sales "EU"', query: 'a or b' });
  expect(query.endsWith(' os:"Windows 11" group="Sales \\"EU\\"" (a or b)')).toBe(true);
  expect(within('', { tag: 'LAB' })).toBe('tag=LAB');
  expect(ofValue('tag', null)).toBe('tag:empty');
});
