import { sections } from '@muster/protocol';
import { fr as french } from '@muster/protocol/fr';
import { expect, test } from 'vitest';
import { words as en } from '../i18n/en/dashboard.ts';
import { words as fr } from '../i18n/fr/dashboard.ts';

const labels = (of: Readonly<Record<string, { readonly label: string }>>) =>
  Object.fromEntries(Object.entries(of).map(([name, { label }]) => [name, label]));

test('the dashboard calls sections what the definitions call them', () => {
  expect(en.sections).toEqual(labels(sections));
  expect(fr.sections).toEqual(labels(french.sections));
});
