import { expect, test } from 'vitest';
import { fullModel } from './full-model.ts';

test.each([
  { manufacturer: 'Dell Inc.', model: 'Latitude 5440', shown: 'Dell Inc. Latitude 5440' },
  { manufacturer: 'HP', model: 'HP EliteBook 840 G9', shown: 'HP EliteBook 840 G9' },
  { manufacturer: 'Hewlett-Packard', model: 'HP EliteBook 2540p', shown: 'Hewlett-Packard HP EliteBook 2540p' },
  { manufacturer: null, model: 'KVM', shown: 'KVM' },
  { manufacturer: 'QEMU', model: null, shown: 'QEMU' },
  { manufacturer: null, model: null, shown: null },
])('fullModel() of $manufacturer and $model is $shown', ({ shown, ...made }) => {
  expect(fullModel(made)).toBe(shown);
});
